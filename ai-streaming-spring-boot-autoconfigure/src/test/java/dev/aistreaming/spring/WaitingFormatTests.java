package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A format of the application's own, which looks something up, say. */
@Timeout(60)
class WaitingFormatTests {

    private static final int WAITING = 8; // more than threads that read

    /** The first words come on another thread than those after them. */
    private final CountDownLatch afterTheFirst = new CountDownLatch(1);

    private void play(ScriptedConnection connection) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("hello"));
        if (connection.request().body().contains("patience")) {
            afterTheFirst.await();
            connection.chunk(OpenAiWire.text("wait"));
        }
        connection.chunk(OpenAiWire.ending());
        connection.end();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormatThatWaitsHoldsUpItsOwnStreamOnly(boolean kept) throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT, false, List.of(Own.class), "ai.streaming.resume.enabled=" + kept)) {
            application.play(this::play);
            WaitingFormat format = application.bean(WaitingFormat.class);
            List<ScriptedApplication.Browser> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                waiting.add(application.browser("/chat?question=patience"));
            }
            for (ScriptedApplication.Browser browser : waiting) {
                browser.readUntil("hello");
            }
            afterTheFirst.countDown();
            await().until(() -> format.waiting.get() == WAITING);

            assertThat(application.stream()).contains("hello").endsWith("data: [DONE]\n\n");

            format.door.countDown();
            for (ScriptedApplication.Browser browser : waiting) {
                browser.readUntil("[DONE]");
                browser.close();
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {
        @Bean
        WaitingFormat format() {
            return new WaitingFormat();
        }
    }

    static final class WaitingFormat implements StreamFormat {
        final CountDownLatch door = new CountDownLatch(1);
        final AtomicInteger waiting = new AtomicInteger();

        @Override
        public String name() {
            return "own";
        }

        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            return new Encoder(JsonFormat.CONTENT_ONLY.newEncoder(out, stream), this);
        }
    }

    private record Encoder(StreamEncoder json, WaitingFormat format) implements StreamEncoder, EventAdapter {
        @Override
        public void content(StreamEvent.Content event) {
            if (event.text().equals("wait")) {
                format.waiting.incrementAndGet();
                try {
                    format.door.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            json.content(event);
        }

        @Override
        public void complete(ChatResponse response) {
            json.complete(response);
        }

        @Override
        public void error(AiException error) {
            json.error(error);
        }
    }
}
