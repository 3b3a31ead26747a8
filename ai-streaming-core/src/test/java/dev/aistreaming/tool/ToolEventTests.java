package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.EventQueue;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ToolEventTests {

    private record Progress(int done, int of) {}

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider model = ScriptedProvider.named("openai");
    private final CountDownLatch heard = new CountDownLatch(1);
    private final RecordingListener listener = new RecordingListener() {
        @Override
        protected void handle(StreamEvent event) {
            if (event instanceof StreamEvent.Data) {
                heard.countDown();
            }
        }
    };

    private ChatCall start(ToolFunction function) {
        model.toolCall("search", "{}").then().answer("Done.");
        LocalTool tool = LocalTool.of(Tool.of("search", null), function);
        ChatCall call = new ToolLoopProvider(model, List.of(tool), ToolLimits.DEFAULTS, threads)
                .newCall(ChatRequest.of("Search"));
        call.start(listener);
        return call;
    }

    private List<StreamEvent> dataAndResults() {
        listener.response();
        return listener.events.stream()
                .filter(event -> event instanceof StreamEvent.Data || event instanceof StreamEvent.ToolResulted)
                .toList();
    }

    @Test
    void eventsOfAToolComeInOrderAndBeforeItsResult() {
        start((arguments, context) -> {
            context.emit("progress", "1", new Progress(1, 2));
            context.emit("progress", "1", Map.of("done", 2));
            context.emit("note", "A \"text\"");
            context.emit("nothing", null);
            return "found";
        });

        assertThat(dataAndResults().subList(0, 4))
                .containsExactly(
                        new StreamEvent.Data("progress", "1", "{\"done\":1,\"of\":2}"),
                        new StreamEvent.Data("progress", "1", "{\"done\":2}"),
                        new StreamEvent.Data("note", null, "\"A \\\"text\\\"\""),
                        new StreamEvent.Data("nothing", null, "null"));
        assertThat(dataAndResults().get(4)).isInstanceOf(StreamEvent.ToolResulted.class);
    }

    @Test
    void anEventLeavesWhileTheToolRuns() {
        start((arguments, context) -> {
            context.emit("progress", 1);
            return heard.await(30, TimeUnit.SECONDS) ? "heard" : "not heard";
        });

        assertThat(((StreamEvent.ToolResulted) dataAndResults().get(1)).result().text())
                .isEqualTo("heard");
    }

    @Test
    void nothingIsEmittedAfterTheEndOfTheCall() {
        AtomicReference<ToolContext> kept = new AtomicReference<>();
        start((arguments, context) -> {
            kept.set(context);
            return "found";
        });
        listener.response();

        assertThat(kept.get().emit("late", 1)).isFalse();
        assertThat(dataAndResults()).noneMatch(StreamEvent.Data.class::isInstance);
    }

    @Test
    void onlySoManyWaitForAListenerThatTakesNone() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch full = new CountDownLatch(1);
        ChatCall call = start((arguments, context) -> {
            runs.countDown();
            paused.await();
            int taken = 0;
            while (context.emit("progress", taken)) {
                taken++;
            }
            full.countDown();
            return String.valueOf(taken);
        });
        runs.await();
        call.pause();
        paused.countDown();
        assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();
        call.resume();

        List<StreamEvent> all = dataAndResults();
        assertThat(all).hasSize(EventQueue.MAX_WAITING + 1);
        assertThat(all.get(999)).isEqualTo(new StreamEvent.Data("progress", null, "999"));
    }

    @Test
    void whatIsNoEventIsRefusedWhereItIsMade() {
        assertThatThrownBy(() -> EventQueue.data(" ", null, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventQueue.data("thread", null, new Object() {
                    @SuppressWarnings({"unused", "EffectivelyPrivate"})
                    public String getName() {
                        throw new IllegalStateException("broken");
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thread");
    }
}
