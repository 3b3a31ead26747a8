package dev.aistreaming.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ApprovalTests {

    private static final ToolLimits LIMITS = ToolLimits.DEFAULTS;

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final Threads threads = new Threads(workers);

    private final ScriptedProvider model = ScriptedProvider.named("openai");
    private final Approvals approvals = new Approvals();
    private final AtomicInteger refunds = new AtomicInteger();
    private final BlockingQueue<StreamEvent.ApprovalRequested> asked = new LinkedBlockingQueue<>();
    private final RecordingListener listener = new RecordingListener() {
        @Override
        protected void handle(StreamEvent event) {
            if (event instanceof StreamEvent.ApprovalRequested requested) {
                asked.add(requested);
            }
        }
    };

    private LocalTool refund() {
        return LocalTool.of(Tool.of("refund", null), (arguments, context) -> "refund " + refunds.incrementAndGet());
    }

    private ChatProvider loop(ToolLimits limits, LocalTool... tools) {
        return new ToolLoopProvider(model, List.of(tools), limits, threads);
    }

    private ChatCall start(ToolLimits limits, LocalTool... tools) {
        ChatRequest request =
                approvals.addTo(ChatRequest.builder().prompt("Refund me")).build();
        ChatCall call = loop(limits, tools).newCall(request);
        call.start(listener);
        return call;
    }

    private StreamEvent.ApprovalRequested nextAsked() throws InterruptedException {
        StreamEvent.ApprovalRequested requested = asked.poll(30, TimeUnit.SECONDS);
        assertThat(requested).as("somebody is asked").isNotNull();
        return requested;
    }

    private Part.ToolResult resultSent() {
        Message last = model.requests().get(1).messages().get(2);
        return (Part.ToolResult) last.parts().get(0);
    }

    @Test
    void aToolRunsWhenItsCallIsApproved() throws Exception {
        model.toolCall("refund", "{\"order\":7}").then().answer("Done.");
        start(LIMITS, refund().requiringApproval());
        StreamEvent.ApprovalRequested requested = nextAsked();
        assertThat(requested.call().arguments()).isEqualTo("{\"order\":7}");
        assertThat(refunds).hasValue(0);

        assertThat(approvals.decide(requested.id(), true, null)).isTrue();

        assertThat(listener.response().content()).isEqualTo("Done.");
        assertThat(resultSent().text()).isEqualTo("refund 1");
        assertThat(threads.pending()).isZero();
    }

    @Test
    void theModelIsToldThatACallWasRefusedAndWhy() throws Exception {
        model.toolCall("refund", "{}").then().answer("Sorry.");
        start(LIMITS.withEndOnFailure(true), refund().requiringApproval());

        assertThat(approvals.decide(nextAsked().id(), false, "too expensive")).isTrue();

        assertThat(listener.response().content()).isEqualTo("Sorry.");
        assertThat(resultSent().failed()).isTrue();
        assertThat(resultSent().text()).contains("did not approve").contains("too expensive");
        assertThat(refunds).hasValue(0);
        assertThat(threads.pending()).isZero();
    }

    @Test
    void theModelIsToldWhereNobodyDecidesInTime() throws Exception {
        model.toolCall("refund", "{}").then().answer("Sorry.");
        start(LIMITS.withApprovalTimeout(Duration.ofMillis(20)), refund().requiringApproval());
        StreamEvent.ApprovalRequested requested = nextAsked();

        assertThat(listener.response().content()).isEqualTo("Sorry.");
        assertThat(resultSent().failed()).isTrue();
        assertThat(resultSent().text()).contains("nobody approved it within");
        assertThat(approvals.decide(requested.id(), true, null)).isFalse();
        assertThat(refunds).hasValue(0);
    }

    @Test
    void waitingForApprovalDoesNotCountAsTheToolsTime() throws Exception {
        model.toolCall("refund", "{}").then().answer("Done.");
        CountDownLatch over = new CountDownLatch(1);
        start(LIMITS.withTimeout(Duration.ofMillis(500)), refund().requiringApproval());
        StreamEvent.ApprovalRequested requested = nextAsked();
        threads.schedule(Duration.ofMillis(700), over::countDown).get();
        over.await();

        assertThat(approvals.decide(requested.id(), true, null)).isTrue();
        assertThat(listener.response().content()).isEqualTo("Done.");
        assertThat(resultSent().text()).isEqualTo("refund 1");
    }

    @Test
    void theIdleTimeoutDoesNotRunMeanwhile() throws Exception {
        model.toolCall("refund", "{}").then().answer("Done.");
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ofSeconds(60));
        ChatProvider provider = Pipeline.of(model, threads)
                .timeouts(timeouts)
                .loop(steps -> new ToolLoopProvider(steps, List.of(refund().requiringApproval()), LIMITS, threads))
                .build();
        provider.newCall(approvals
                        .addTo(ChatRequest.builder().prompt("Refund me"))
                        .build())
                .start(listener);
        StreamEvent.ApprovalRequested requested = nextAsked();
        CountDownLatch over = new CountDownLatch(1);
        threads.schedule(Duration.ofMillis(200), over::countDown).get();
        over.await();

        assertThat(approvals.decide(requested.id(), true, null)).isTrue();
        assertThat(listener.response().content()).isEqualTo("Done.");
    }

    @Test
    void anIdIsDecidedOnceAndAnUnknownOneNever() throws Exception {
        model.toolCall("refund", "{}").then().answer("Done.");
        start(LIMITS, refund().requiringApproval());
        String id = nextAsked().id();

        assertThat(approvals.decide("unknown", true, null)).isFalse();
        assertThat(approvals.decide(id, true, null)).isTrue();
        assertThat(approvals.decide(id, false, null)).isFalse();
        listener.response();
        assertThat(refunds).hasValue(1);
    }

    @Test
    void aCancelEndsTheWaitAtOnce() throws Exception {
        model.toolCall("refund", "{}");
        ChatCall call = start(LIMITS, refund().requiringApproval());
        String id = nextAsked().id();
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(approvals.decide(id, true, null)).isFalse();
        assertThat(refunds).hasValue(0);
        assertThat(threads.pending()).isZero();
    }

    @Test
    void theOtherCallsOfTheStepRunMeanwhile() throws Exception {
        model.toolCall("quick", "{}").toolCall("refund", "{}").then().answer("Done.");
        CountDownLatch ran = new CountDownLatch(1);
        LocalTool quick = LocalTool.of(Tool.of("quick", null), (arguments, context) -> {
            ran.countDown();
            return "quick";
        });
        start(LIMITS, quick, refund().requiringApproval());
        StreamEvent.ApprovalRequested requested = nextAsked();

        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(listener.hasEnded()).isFalse();
        approvals.decide(requested.id(), true, null);
        assertThat(listener.response().content()).isEqualTo("Done.");
    }

    @Test
    void severalCallsWaitAtTheSameTimeAndAreDecidedInAnyOrder() throws Exception {
        model.toolCall("refund", "{\"order\":1}")
                .toolCall("refund", "{\"order\":2}")
                .then()
                .answer("Done.");
        start(LIMITS, refund().requiringApproval());
        StreamEvent.ApprovalRequested first = nextAsked();
        StreamEvent.ApprovalRequested second = nextAsked();
        assertThat(first.id()).isNotEqualTo(second.id());

        approvals.decide(second.id(), false, null);
        approvals.decide(first.id(), true, null);

        assertThat(listener.response().content()).isEqualTo("Done.");
        assertThat(refunds).hasValue(1);
    }

    @Test
    void onlyThoseCallsAreAskedForThatNeedIt() {
        model.toolCall("refund", "{\"order\":1}").then().answer("Done.");
        start(LIMITS, refund().requiringApproval(call -> call.arguments().contains("2")));

        assertThat(listener.response().content()).isEqualTo("Done.");
        assertThat(asked).isEmpty();
        assertThat(refunds).hasValue(1);
    }

    @Test
    void aCallOfWhichItCannotBeToldIsNotRun() {
        model.toolCall("refund", "{}").then().answer("Sorry.");
        start(LIMITS, refund().requiringApproval(call -> {
            throw new IllegalStateException("secret");
        }));

        assertThat(listener.response().content()).isEqualTo("Sorry.");
        assertThat(resultSent().text()).isEqualTo("The tool failed.");
        assertThat(refunds).hasValue(0);
    }

    @Test
    void aCallIsRefusedWhereThereIsNobodyToAsk() {
        model.toolCall("refund", "{}").then().answer("Sorry.");
        WholeAnswer.await(loop(LIMITS, refund().requiringApproval()), ChatRequest.of("Refund me"));

        assertThat(resultSent().failed()).isTrue();
        assertThat(resultSent().text()).contains("nobody to ask");
        assertThat(refunds).hasValue(0);
    }

    @Test
    void whoeverWaitsForTheWholeAnswerIsToldOfTheRequest() {
        model.toolCall("refund", "{}").then().answer("Done.");
        AtomicReference<Approvals> own = new AtomicReference<>();
        own.set(new Approvals(requested -> own.get().decide(requested.id(), true, null)));
        ChatRequest request =
                own.get().addTo(ChatRequest.builder().prompt("Refund me")).build();

        assertThat(WholeAnswer.await(loop(LIMITS, refund().requiringApproval()), request)
                        .finishReason())
                .isEqualTo(FinishReason.STOP);
        assertThat(refunds).hasValue(1);
    }
}
