package dev.aistreaming.sample.demo;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** Streams words at a pace at which they can be read, in the chunks of a chat completion. */
@Component
class WordStreams {

    private static final Duration PACE = Duration.ofMillis(30);

    private final JsonMapper json;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "demo-words");
        thread.setDaemon(true);
        return thread;
    });

    WordStreams(JsonMapper json) {
        this.json = json;
    }

    SseEmitter start(String id, String model, List<String> words, Map<String, Integer> usage) {
        SseEmitter emitter = new SseEmitter(0L);
        AtomicReference<@Nullable Future<?>> ticks = new AtomicReference<>();
        Runnable stop = () -> {
            Future<?> running = ticks.get();
            if (running != null) {
                running.cancel(false);
            }
        };
        emitter.onCompletion(stop);
        emitter.onError(failure -> stop.run());
        Iterator<String> next = words.iterator();
        Runnable tick = () -> {
            try {
                if (next.hasNext()) {
                    send(emitter, chunk(id, model, Map.of("content", next.next()), null));
                    return;
                }
                stop.run();
                send(emitter, chunk(id, model, Map.of(), "stop"));
                send(emitter, Map.of("id", id, "model", model, "choices", List.of(), "usage", usage));
                emitter.send(SseEmitter.event().data("[DONE]"));
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                stop.run(); // the reader has left
            }
        };
        ticks.set(clock.scheduleAtFixedRate(tick, 0, PACE.toMillis(), TimeUnit.MILLISECONDS));
        return emitter;
    }

    private void send(SseEmitter emitter, Object chunk) throws IOException {
        emitter.send(SseEmitter.event().data(json.writeValueAsString(chunk)));
    }

    private static Map<String, Object> chunk(
            String id, String model, Map<String, String> delta, @Nullable String finishReason) {
        Map<String, Object> choice = new LinkedHashMap<>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finishReason);
        return Map.of(
                "id",
                id,
                "object",
                "chat.completion.chunk",
                "created",
                Instant.now().getEpochSecond(),
                "model",
                model,
                "choices",
                List.of(choice));
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
    }
}
