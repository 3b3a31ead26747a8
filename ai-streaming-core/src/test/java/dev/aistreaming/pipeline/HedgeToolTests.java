package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolLimits;
import dev.aistreaming.tool.ToolLoopProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each provider has a loop of its own, and a tool runs for one of them only. */
class HedgeToolTests {

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final HandDriven first = new HandDriven("first");
    private final HandDriven second = new HandDriven("second");
    private final List<String> booked = new CopyOnWriteArrayList<>();

    private ChatProvider withTools(HandDriven model) {
        LocalTool book = LocalTool.of(Tool.of("book", null), (arguments, context) -> {
            booked.add(arguments + ", first cancelled: " + first.started().isCancelled());
            return "booked";
        });
        return new ToolLoopProvider(model, List.of(book), ToolLimits.DEFAULTS, scripts.threads);
    }

    private static void calls(HandDriven.Call model, String arguments) {
        model.deliver(new StreamEvent.ToolCallDelta(0, "call-1", "book", arguments));
        model.completes();
    }

    private RecordingListener ask(ChatProvider one, ChatProvider other) {
        RecordingListener listener = new RecordingListener();
        new FallbackProvider(
                        one,
                        List.of(other),
                        FallbackPipeline.DEFAULT_CODES,
                        Failover.NEVER,
                        Hedging.after(Duration.ofMillis(1)),
                        scripts.threads)
                .newCall(ChatRequest.of("A table for two, please."))
                .start(listener);
        return listener;
    }

    private void assertThatOnlyTheSecondHasBooked(RecordingListener listener) {
        await().until(() -> second.calls.size() == 2 && second.calls.get(1).isStarted());
        second.calls.get(1).says("Done.");
        second.calls.get(1).completes();

        assertThat(listener.response().content()).isEqualTo("Done.");
        assertThat(booked).containsExactly("{\"by\":\"second\"}, first cancelled: true");
        assertThat(first.calls).hasSize(1);
    }

    @Test
    void theOtherIsCancelledBeforeTheFirstToolRunsAndRunsNoneItself() {
        RecordingListener listener = ask(withTools(first), withTools(second));
        calls(second.started(), "{\"by\":\"second\"}");
        calls(first.started(), "{\"by\":\"first\"}");

        assertThatOnlyTheSecondHasBooked(listener);
    }

    @Test
    void aLoserWhoseCancelIsStillOnItsWayRunsNoneEither() {
        ChatProvider late = new StagedProvider(withTools(first)) {
            @Override
            protected ChatCall around(ChatCall call, ChatRequest request) {
                AtomicBoolean cancelled = new AtomicBoolean();
                return new Stage(call) {
                    @Override
                    public void cancel() {
                        if (cancelled.compareAndSet(false, true)) {
                            calls(first.started(), "{\"by\":\"first\"}");
                        }
                        super.cancel();
                    }
                };
            }
        };
        RecordingListener listener = ask(late, withTools(second));
        calls(second.started(), "{\"by\":\"second\"}");

        assertThatOnlyTheSecondHasBooked(listener);
    }
}
