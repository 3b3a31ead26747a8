package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An answer for which a tool has run does not begin anew, unless the tool may run again. A tool that fails ends its answer here. */
class FailoverOfToolsTests {

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final AtomicInteger runs = new AtomicInteger();
    private final ScriptedProvider first = ScriptedProvider.named("first");
    private final ScriptedProvider second = ScriptedProvider.named("second").answer("From the second");

    private final LocalTool failing = LocalTool.of(Tool.of("fail", null), (arguments, context) -> {
        runs.incrementAndGet();
        throw new IllegalStateException("no luck");
    });

    private final LocalTool quick = LocalTool.of(Tool.of("quick", null), (arguments, context) -> "done");

    private RecordingListener ask(LocalTool tool) {
        ToolLimits limits = ToolLimits.DEFAULTS.withEndOnFailure(true);
        ChatProvider looping = Pipeline.of(first, threads)
                .loop(model -> new ToolLoopProvider(model, limits, threads))
                .build();
        ChatProvider chain = Pipeline.of(looping, threads)
                .fallback(second)
                .failover(Failover.RESTART)
                .codes(Set.of(ErrorCode.TOOL_FAILED, ErrorCode.TRUNCATED))
                .build();
        RecordingListener listener = new RecordingListener();
        chain.newCall(Toolbox.of(List.of(tool))
                        .addTo(ChatRequest.builder().prompt("Hello?").tool(Tool.of("paint", null)))
                        .build())
                .start(listener);
        return listener.await();
    }

    @Test
    void isNotBegunAnewOnceAToolHasRun() {
        first.answer("Well. ").toolCall("fail", "{}");
        RecordingListener listener = ask(failing);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TOOL_FAILED);
        assertThat(runs).hasValue(1);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void isBegunAnewWhereTheToolMayRunAgain() {
        first.answer("Well. ").toolCall("fail", "{}");
        RecordingListener listener = ask(failing.repeatable());

        assertThat(listener.response().content()).isEqualTo("From the second");
        assertThat(runs).hasValue(1);
        assertThat(listener.events).contains(new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER));
    }

    @Test
    void aToolThatMayRunAgainStillMayWhenItAsksFirst() {
        first.answer("Well. ").toolCall("fail", "{}");
        RecordingListener listener = ask(failing.repeatable().requiringApproval(call -> false));

        assertThat(listener.response().content()).isEqualTo("From the second");
    }

    @Test
    void isBegunAnewWhereACallWasCutBeforeItsToolRan() {
        first.answer("Well. ", "Hm. ").toolCall("fail", "{}").cutAfter(2);
        RecordingListener listener = ask(failing);

        assertThat(listener.response().content()).isEqualTo("From the second");
        assertThat(runs).hasValue(0);
    }

    @Test
    void isNotBegunAnewOnceAFrontEndKnowsOfACallOfItsOwn() {
        first.answer("Well. ").toolCall("paint", "{}").toolCall("fail", "{}");
        RecordingListener listener = ask(failing.repeatable());

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TOOL_FAILED);
        assertThat(second.requests()).isEmpty();
    }

    @Test
    void isNotBegunAnewAfterAStepThatIsOver() {
        first.answer("Well. ")
                .toolCall("quick", "{}")
                .then()
                .answer("So ", "it is")
                .cutAfter(1);
        RecordingListener listener = ask(quick.repeatable());

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(listener.content()).isEqualTo("Well. So ");
        assertThat(second.requests()).isEmpty();
    }
}
