package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a chain does for any plan; that retry and fallback keep the contract of a call is tested with them. */
class CallChainTests {

    private static final ChatRequest QUESTION = ChatRequest.of("Hello?");

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final ScriptedProvider first = ScriptedProvider.named("first");
    private final ScriptedProvider second = ScriptedProvider.named("second");
    private final RecordingListener listener = new RecordingListener();
    private final CountDownLatch between = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private ChatCall chain(CallChain.Plan plan) {
        return new CallChain(first.newCall(QUESTION), plan, scripts.threads);
    }

    private Supplier<CallChain.@Nullable Next> call(ChatProvider provider) {
        return () -> new CallChain.Next(null, () -> provider.newCall(QUESTION));
    }

    private Supplier<CallChain.@Nullable Next> callAfterWaiting(ChatProvider provider) {
        return () -> new CallChain.Next(null, () -> {
            between.countDown();
            awaitUninterruptibly(goOn);
            return provider.newCall(QUESTION);
        });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As a loop of tools has it: an answer that calls for another step is not the end. */
    private record Steps(Supplier<CallChain.@Nullable Next> next) implements CallChain.Plan {
        @Override
        public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
            return null;
        }

        @Override
        public @Nullable Supplier<CallChain.@Nullable Next> afterAnswer(ChatResponse response) {
            return response.finishReason() == FinishReason.TOOL_CALLS ? next : null;
        }

        @Override
        public boolean holdsBack(StreamEvent event) {
            return event instanceof StreamEvent.Finished;
        }
    }

    /** As a failover has it: another takes over, whatever has been delivered. */
    private record Failover(Supplier<CallChain.@Nullable Next> next) implements CallChain.Plan {
        @Override
        public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
            return error.code() == ErrorCode.TRUNCATED ? next : null;
        }

        @Override
        public boolean holdsBack(StreamEvent event) {
            return false;
        }
    }

    private List<String> kinds() {
        return listener.events.stream()
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }

    private static String textOf(@Nullable ChatResponse partial) {
        return Objects.requireNonNull(partial, "nothing had arrived").content();
    }

    @Test
    void deliversTheEventsOfEachStepAndOneEnding() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two");
        chain(new Steps(call(second))).start(listener);

        assertThat(listener.response().content()).isEqualTo("two");
        assertThat(listener.content()).isEqualTo("one two");
        assertThat(kinds()).containsExactly("Started", "Content", "Started", "Content", "Finished");
        assertThat(listener.restarts).isEmpty();
    }

    @Test
    void takesAsManyStepsAsThePlanHas() {
        first.answer("a")
                .finishReason(FinishReason.TOOL_CALLS)
                .then()
                .answer("b")
                .finishReason(FinishReason.TOOL_CALLS);
        first.then().answer("c");
        chain(new Steps(call(first))).start(listener);

        assertThat(listener.response().content()).isEqualTo("c");
        assertThat(listener.content()).isEqualTo("abc");
    }

    @Test
    void deliversWhatWasHeldBackWhereTheAnswerIsTheEnd() {
        first.answer("one");
        chain(new Steps(call(second))).start(listener);

        assertThat(listener.response().content()).isEqualTo("one");
        assertThat(kinds()).containsExactly("Started", "Content", "Finished");
    }

    @Test
    void aListenerThatThrowsAtWhatWasHeldBackGetsAnError() {
        first.answer("one");
        RecordingListener faulty = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Finished) {
                    throw new IllegalArgumentException("a fault of the listener");
                }
            }
        };
        chain(new Steps(call(second))).start(faulty);

        assertThat(faulty.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(textOf(faulty.error().partial())).isEqualTo("one");
    }

    @Test
    void endsAtOnceWhenItIsCancelledBetweenTwoSteps() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        ChatCall chain = chain(new Steps(callAfterWaiting(second)));
        chain.start(listener);
        awaitUninterruptibly(between);
        chain.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(textOf(listener.error().partial())).isEqualTo("one ");

        goOn.countDown();
        scripts.executor.shutdown();
        await().until(scripts.executor::isTerminated);
        assertThat(second.requests()).isEmpty();
        listener.await();
    }

    @Test
    void isCancelledAtTheVeryEndOfAStep() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        Steps steps = new Steps(() -> {
            throw new AssertionError("nobody wants to know what comes next");
        });
        CallChain.Plan slow = new CallChain.Plan() {
            @Override
            public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
                return null;
            }

            @Override
            public @Nullable Supplier<CallChain.@Nullable Next> afterAnswer(ChatResponse response) {
                between.countDown();
                awaitUninterruptibly(goOn);
                return steps.afterAnswer(response);
            }

            @Override
            public boolean holdsBack(StreamEvent event) {
                return steps.holdsBack(event);
            }
        };
        ChatCall chain = chain(slow);
        chain.start(listener);
        awaitUninterruptibly(between);
        chain.cancel();
        goOn.countDown();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
    }

    @Test
    void cancelsTheStepThatIsUnderWay() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two").stallAfter(1);
        ChatCall chain = chain(new Steps(call(second)));
        chain.start(listener);
        await().until(() -> listener.content().equals("one two"));
        chain.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(second.cancelledCalls()).isEqualTo(1);
    }

    @Test
    void aPauseBetweenTwoStepsHoldsBackTheSecond() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two");
        ChatCall chain = chain(new Steps(callAfterWaiting(second)));
        chain.start(listener);
        awaitUninterruptibly(between);
        chain.pause();
        goOn.countDown();
        await().until(() -> second.requests().size() == 1);
        await().during(Duration.ofMillis(200)).until(() -> listener.content().equals("one ") && !listener.hasEnded());

        chain.resume();
        assertThat(listener.response().content()).isEqualTo("two");
    }

    @Test
    void aPauseThatIsOverBetweenTwoStepsHoldsBackNothing() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two");
        ChatCall chain = chain(new Steps(callAfterWaiting(second)));
        chain.start(listener);
        awaitUninterruptibly(between);
        chain.pause();
        chain.resume();
        goOn.countDown();

        assertThat(listener.response().content()).isEqualTo("two");
    }

    @Test
    void aPauseHoldsUpTheStepThatIsUnderWay() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two ", "three");
        CallChain.Plan steps = new Steps(call(second));
        ChatCall[] chain = {chain(steps)};
        RecordingListener pausing = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Content piece && piece.text().equals("two ")) {
                    chain[0].pause();
                }
            }
        };
        chain[0].start(pausing);
        await().until(() -> pausing.content().equals("one two "));
        await().during(Duration.ofMillis(200)).until(() -> pausing.content().equals("one two "));

        chain[0].resume();
        assertThat(pausing.response().content()).isEqualTo("two three");
    }

    @Test
    void anotherCallTakesOverAfterContent() {
        first.answer("half ", "never").cutAfter(1);
        second.answer("whole");
        chain(new Failover(call(second))).start(listener);

        assertThat(listener.response().content()).isEqualTo("whole");
        assertThat(listener.content()).isEqualTo("half whole");
        assertThat(kinds()).containsExactly("Started", "Content", "Started", "Content", "Finished");
    }

    @Test
    void aPlanKnowsWhatHadArrivedAndWhetherItWasDelivered() {
        first.answer("half ", "never").cutAfter(1);
        StringBuilder known = new StringBuilder();
        chain(new CallChain.Plan() {
                    @Override
                    public @Nullable Supplier<CallChain.@Nullable Next> afterError(
                            AiException error, boolean delivered) {
                        known.append(textOf(error.partial())).append(delivered);
                        return null;
                    }

                    @Override
                    public boolean holdsBack(StreamEvent event) {
                        return false;
                    }
                })
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(known).hasToString("half true");
    }

    @Test
    void aCancelBetweenTwoProvidersTellsTheHalfAnswer() {
        first.answer("half ", "never").cutAfter(1);
        ChatCall chain = chain(new Failover(callAfterWaiting(second)));
        chain.start(listener);
        awaitUninterruptibly(between);
        chain.cancel();
        goOn.countDown();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(textOf(listener.error().partial())).isEqualTo("half ");
    }

    @Test
    void theErrorIsTheEndWhereNobodyIsLeft() {
        first.answer("half ", "never").cutAfter(1);
        chain(new Failover(() -> null)).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
    }

    @Test
    void aPlanThatThrowsEndsTheCall() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        chain(new Steps(() -> {
                    throw new AssertionError("thrown by a test");
                }))
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error()).hasRootCauseMessage("thrown by a test");
        assertThat(textOf(listener.error().partial())).isEqualTo("one ");
    }

    @Test
    void aNextCallThatCannotBeMadeEndsTheCall() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        chain(new Steps(() -> new CallChain.Next(null, () -> {
                    throw AiException.of(ErrorCode.AUTHENTICATION).build();
                })))
                .start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void makesTheNextCallOnAThreadThatMayBlock() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        second.answer("two");
        Thread[] made = new Thread[1];
        chain(new Steps(() -> new CallChain.Next(null, () -> {
                    made[0] = Thread.currentThread();
                    return second.newCall(QUESTION);
                })))
                .start(listener);
        listener.response();

        assertThat(made[0].getName()).startsWith("pool-");
    }

    @Test
    void takesTheAnswerForTheEndWhereThereAreNoThreadsForAnother() {
        first.answer("one ").finishReason(FinishReason.TOOL_CALLS);
        try (Threads closed = new Threads(task -> {
            throw new RejectedExecutionException("thrown by a test");
        })) {
            new CallChain(first.newCall(QUESTION), new Steps(call(second)), closed).start(listener);

            assertThat(listener.response().content()).isEqualTo("one ");
        }
    }

    @Test
    void doesNotBlockWhereItsListenerDoesNot() {
        ChatCall[] inner = new ChatCall[1];
        RecordingListener nonBlocking = new RecordingListener() {
            @Override
            public boolean isNonBlocking() {
                return true;
            }
        };
        boolean[] answers = new boolean[1];
        inner[0] = new Stage(first.answer("one").newCall(QUESTION)) {
            @Override
            protected void begin() {
                answers[0] = isNonBlocking();
                super.begin();
            }
        };
        new CallChain(inner[0], new Steps(call(second)), scripts.threads).start(nonBlocking);
        nonBlocking.response();

        assertThat(answers[0]).isTrue();
    }
}
