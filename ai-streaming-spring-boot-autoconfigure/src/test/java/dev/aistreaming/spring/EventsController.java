package dev.aistreaming.spring;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams with events of the application's own and tools that ask; the header X-User says who it is. */
@Configuration(proxyBeanMethods = false)
class EventsController {

    static final String CALLS_A_TOOL = """
            data: {"id":"c1","model":"gpt-test","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,\
            "id":"call_1","type":"function","function":{"name":"%s","arguments":"{\\"order\\":7}"}}]}}]}

            data: {"id":"c1","model":"gpt-test","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]

            """;

    @Bean
    StreamOwnerResolver owners() {
        return () -> RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getHeader("X-User")
                : null;
    }

    @RestController
    static class Controller {
        final BlockingQueue<AiStream> opened = new LinkedBlockingQueue<>();
        final BlockingQueue<ChatResponse> answers = new LinkedBlockingQueue<>();
        final AtomicInteger refunds = new AtomicInteger();
        volatile Consumer<AiStream> onStart = stream -> {};
        volatile Consumer<AiStream> onEnd = stream -> {};
        volatile Consumer<ChatRequest.Builder> request = builder -> {};
        private final AiService ai;
        private final AiStreams streams;
        private final LocalTool refund = LocalTool.of(Tool.of("refund", null), (arguments, context) -> {
                    context.emit("progress", "refund", arguments);
                    return "refunded " + refunds.incrementAndGet();
                })
                .requiringApproval();

        Controller(AiService ai, AiStreams streams) {
            this.ai = ai;
            this.streams = streams;
        }

        @GetMapping("/events")
        SseEmitter events(@RequestParam(defaultValue = "true") boolean kept) {
            AtomicReference<AiStream> own = new AtomicReference<>();
            return ai
                    .task()
                    .prompt("hi")
                    .onStart(own::set)
                    .onStart(opened::add)
                    .onStart(stream -> onStart.accept(stream))
                    .request(builder -> request.accept(builder))
                    .onComplete(answers::add)
                    .onComplete(response -> onEnd.accept(own.get()))
                    .resumable(kept)
                    .stream();
        }

        @GetMapping("/refund")
        SseEmitter refund(@RequestParam(defaultValue = "true") boolean kept) {
            request = builder -> Toolbox.of(List.of(refund)).addTo(builder);
            return events(kept);
        }

        @GetMapping("/resume/{streamId}")
        SseEmitter resume(@PathVariable String streamId) {
            return streams.resume(streamId);
        }

        @GetMapping("/approve/{streamId}/{approvalId}")
        String approve(
                @PathVariable String streamId,
                @PathVariable String approvalId,
                @RequestParam boolean yes,
                @RequestParam(required = false) @Nullable String reason) {
            return String.valueOf(streams.approve(streamId, approvalId, yes, reason));
        }

        @GetMapping("/emit/{streamId}")
        String emit(@PathVariable String streamId, @RequestParam String value) {
            return String.valueOf(streams.emit(streamId, "note", value));
        }

        @GetMapping("/stop/{streamId}")
        String stop(@PathVariable String streamId) {
            return String.valueOf(streams.stop(streamId));
        }

        @GetMapping("/find/{streamId}")
        String find(@PathVariable String streamId) {
            return String.valueOf(streams.find(streamId).isPresent());
        }
    }

    /** The texts between these two, in their order. */
    static List<String> between(String text, String start, String end) {
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(start); at >= 0; at = text.indexOf(start, at + 1)) {
            int from = at + start.length();
            found.add(text.substring(from, text.indexOf(end, from)));
        }
        return found;
    }
}
