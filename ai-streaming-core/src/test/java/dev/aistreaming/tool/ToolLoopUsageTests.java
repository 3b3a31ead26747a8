package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.Usage;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.TokenRatios;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What an answer of several steps took that did not come to its end. */
class ToolLoopUsageTests {

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider model = ScriptedProvider.named("openai");

    private RecordingListener ask() {
        LocalTool echo = LocalTool.of(Tool.of("echo", null), (arguments, context) -> arguments);
        RecordingListener listener = new RecordingListener();
        Pipeline.of(model, threads)
                .estimates(new TokenRatios())
                .loop(inside -> new ToolLoopProvider(inside, List.of(echo), ToolLimits.DEFAULTS, threads))
                .build()
                .newCall(ChatRequest.of("x".repeat(40)))
                .start(listener);
        return listener;
    }

    private Usage usage() {
        return Objects.requireNonNull(ask().error().partial()).usage();
    }

    @Test
    void isTheSumOfWhatWasReportedAndTheEstimateOfTheStepThatBrokeOff() {
        model.toolCall("echo", "{}")
                .usage(1_000, 2_000) // too many for a call: nothing is learnt
                .then()
                .answer("y".repeat(100), "never")
                .cutAfter(1);

        Usage usage = usage();
        assertThat(usage.outputTokens()).isEqualTo(2_025);
        assertThat(usage.inputTokens()).as("with the tool and its result").isBetween(1_010, 1_050);
        assertThat(usage.estimated()).isTrue();
    }

    @Test
    void isNoEstimateWhereTheStepThatFailsHasNotBegun() {
        model.toolCall("echo", "{}").usage(1_000, 100).then().failWith(ErrorCode.OVERLOADED);

        assertThat(usage()).isEqualTo(new Usage(1_000, 100, null, null, null));
    }
}
