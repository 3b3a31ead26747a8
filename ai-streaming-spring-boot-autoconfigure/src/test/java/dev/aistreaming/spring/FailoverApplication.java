package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.AiSdkChat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.sse.SseEncoder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An application whose answers may begin anew, in whatever words. */
@Configuration(proxyBeanMethods = false)
class FailoverApplication {

    /** What observers and callbacks were told. */
    static class News implements StreamObserver {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void ended(String provider, StreamOutcome outcome) {}

        @Override
        public void cancelled(String provider, Duration latency) {}

        @Override
        public void failedOver(String failed, String next, AiException error) {
            all.add(failed + " to " + next + ": " + error.code().wireName());
        }
    }

    @Bean
    News news() {
        return new News();
    }

    @Bean
    Tools tools() {
        return new Tools();
    }

    /** They fail, which ends an answer here. */
    static class Tools {
        @AiTool("Sells something")
        public String sell() {
            throw new IllegalStateException("sold out");
        }

        @AiTool(description = "Looks something up", repeatable = true)
        public String find() {
            throw new IllegalStateException("not found");
        }
    }

    @RestController
    static class Controller {
        private final AiService ai;
        private final News news;

        Controller(AiService ai, News news) {
            this.ai = ai;
            this.news = news;
        }

        @GetMapping("/as/{format}/{question}")
        SseEmitter as(@PathVariable String format, @PathVariable String question) {
            return ai
                    .task()
                    .prompt(question)
                    .format(format)
                    .onComplete(response -> news.all.add("complete: " + response.content()))
                    .onError(error -> news.all.add("failed: " + error.code().wireName()))
                    .stream();
        }

        @GetMapping("/never")
        SseEmitter never() {
            return ai.task().prompt("hi").failover(Failover.NEVER).stream();
        }

        @GetMapping("/tool/{name}")
        SseEmitter tool(@PathVariable String name) {
            return ai.task().prompt("hi").tools(name).stream();
        }

        @GetMapping("/talk")
        SseEmitter talk() {
            return ai.task().prompt("hi").conversation("c1").stream();
        }

        @PostMapping("/ai-sdk")
        SseEmitter aiSdk(@RequestBody AiSdkChat chat) {
            return ai.stream(chat);
        }
    }

    /** Passes over what it does not know, resets among it. */
    @Bean
    StreamFormat plain() {
        return new StreamFormat() {
            @Override
            public String name() {
                return "plain";
            }

            @Override
            public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
                return new Plain(out);
            }
        };
    }

    private record Plain(SseEncoder out) implements StreamEncoder, EventAdapter {
        @Override
        public void content(StreamEvent.Content event) {
            out.begin().literal(event.text()).end();
        }

        @Override
        public void complete(ChatResponse response) {}

        @Override
        public void error(AiException error) {
            out.begin().literal(error.code().wireName()).end();
        }
    }
}
