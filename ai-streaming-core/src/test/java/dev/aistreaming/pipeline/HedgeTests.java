package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HedgeTests {

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration NEVER = Duration.ofDays(1);

    @AutoClose
    private final Scripts scripts = new Scripts();

    private final HandDriven first = new HandDriven("first");
    private final HandDriven second = new HandDriven("second");
    private final HandDriven third = new HandDriven("third");
    private final List<HedgeObserver.Hedge> hedges = new CopyOnWriteArrayList<>();
    private final RecordingListener listener = new RecordingListener();

    private ChatCall call(Duration after, ChatProvider first, ChatProvider... others) {
        Hedging hedging = Hedging.after(after).observedBy(hedges::add);
        return call(hedging, first, others);
    }

    private ChatCall call(Hedging hedging, ChatProvider first, ChatProvider... others) {
        return new FallbackProvider(first, List.of(others), FallbackPipeline.DEFAULT_CODES, scripts.threads, hedging)
                .newCall(ChatRequest.builder()
                        .model("asked-for")
                        .prompt("Hello?")
                        .build());
    }

    private ChatCall started(Duration after, ChatProvider... others) {
        ChatCall call = call(after, first, others);
        call.start(listener);
        return call;
    }

    private void assertSettled(String winner, boolean cancelled) {
        assertThat(hedges).containsExactly(new HedgeObserver.Hedge("first", "second", winner, cancelled));
        await().until(() -> scripts.threads.pending() == 0);
    }

    @Test
    void asksTheNextForItsOwnModelWhereTheFirstIsSilentAndHangsUpOnIt() {
        try (ScriptedServer silent = new ScriptedServer(ScriptedConnection::waitForClientToLeave);
                ScriptedServer good = new ScriptedServer(Scripts.answer("from the second"))) {
            call(
                            SOON,
                            scripts.provider("first", "gpt-first", silent.url()),
                            scripts.provider("second", "gpt-second", good.url()))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("from the second");
            assertThat(listener.response().provider()).isEqualTo("second");
            assertThat(good.requests().get(0).body()).contains("\"model\":\"gpt-second\"");
            await().until(() -> silent.openConnections() == 0);
            assertSettled("second", true);
        }
    }

    @Test
    void theFirstMayStillBeTheFirstToAnswer() {
        CountDownLatch bothAsked = new CountDownLatch(1);
        try (ScriptedServer slow = new ScriptedServer(connection -> {
                    bothAsked.await();
                    Scripts.answer("from the first").play(connection);
                });
                ScriptedServer silent = new ScriptedServer(connection -> {
                    bothAsked.countDown();
                    connection.waitForClientToLeave();
                })) {
            call(
                            SOON,
                            scripts.provider("first", "gpt-first", slow.url()),
                            scripts.provider("second", "gpt-second", silent.url()))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("from the first");
            await().until(() -> silent.openConnections() == 0);
            assertSettled("first", true);
        }
    }

    @Test
    void asksNobodyElseWhereTheFirstAnswersInTime() {
        started(NEVER, second);
        first.started().says("Hello");

        assertThat(scripts.threads.pending()).isZero();
        first.started().completes();
        assertThat(listener.response().content()).isEqualTo("Hello");
        assertThat(second.calls).isEmpty();
        assertThat(hedges).isEmpty();
    }

    @Test
    void asksNoMoreThanOne() {
        started(SOON, second, third);
        second.started();
        await().until(() -> scripts.threads.pending() == 0);

        assertThat(third.calls).isEmpty();
    }

    @Test
    void asksTheOneAfterThatWhereTheNextWouldRefuseTheRequest() {
        ChatProvider picky = new ChatProvider() {
            @Override
            public String name() {
                return "picky";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                throw AiException.invalidRequest("nothing pleases it");
            }
        };
        started(SOON, picky, second);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().provider()).isEqualTo("second");
        assertSettled("second", true);
    }

    @Test
    void whatComesBeforeTheFirstContentWaits() {
        started(SOON, second);
        first.started().begins();
        second.started().begins();
        first.started().listener().onFlush();
        assertThat(listener.events).isEmpty();
        assertThat(listener.flushes).hasValue(0);

        second.started().says("Hello");
        assertThat(listener.events)
                .containsExactly(new StreamEvent.Started("second", null), new StreamEvent.Content("Hello"));
    }

    @Test
    void theFirstReasoningIsAnAnswerAndSoIsTheFirstPieceOfAToolCall() {
        for (StreamEvent event :
                List.of(new StreamEvent.Reasoning("Hm."), new StreamEvent.ToolCallDelta(0, "call-1", "search", ""))) {
            HandDriven slow = new HandDriven("first");
            HandDriven quick = new HandDriven("second");
            call(SOON, slow, quick).start(new RecordingListener());
            quick.started().deliver(event);

            assertThat(slow.started().isCancelled()).isTrue();
        }
    }

    @Test
    void theOtherIsCancelledBeforeTheFirstWordIsPassedOn() {
        List<Boolean> cancelled = new CopyOnWriteArrayList<>();
        call(SOON, first, second).start(new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                cancelled.add(first.started().isCancelled());
            }
        });
        second.started().begins();
        second.started().says("Hello");

        assertThat(cancelled).containsExactly(true, true);
    }

    @Test
    void nothingIsDeliveredOfTheOneThatHasLost() {
        started(SOON, second);
        second.started().says("from the second");
        HandDriven.Call lost = first.started();
        lost.begins();
        lost.says("from the first");
        lost.listener().onFlush();
        lost.listener()
                .onRestart(new Restart(
                        "first",
                        "first",
                        Duration.ZERO,
                        AiException.of(ErrorCode.OVERLOADED).build()));
        lost.completes();
        second.started().completes();

        assertThat(listener.response().content()).isEqualTo("from the second");
        assertThat(listener.flushes).hasValue(0);
        assertThat(listener.restarts).isEmpty();
    }

    /** The winner may be on its way to cancel it just then. */
    @Test
    void whoHasLostCancelsItselfBeforeItGoesOn() {
        started(SOON, second);
        second.started().says("Hello");
        int before = first.started().cancels.get();
        first.started().says("Hello, too");

        assertThat(first.started().cancels).hasValue(before + 1);
    }

    @Test
    void theSecondGoesOnWhereTheFirstFails() {
        started(SOON, second);
        second.started();
        first.started().fails(ErrorCode.CONTENT_FILTERED);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().content()).isEqualTo("Hello");
        assertThat(first.started().isCancelled()).isFalse();
        assertSettled("second", false);
    }

    @Test
    void theFirstGoesOnWhereTheSecondFails() {
        started(SOON, second, third);
        second.started().fails(ErrorCode.OVERLOADED);
        first.started().says("Hello");
        first.started().completes();

        assertThat(listener.response().content()).isEqualTo("Hello");
        assertThat(third.calls).isEmpty();
        assertSettled("first", false);
    }

    @Test
    void whereBothFailTheOneAfterThemIsAsked() {
        started(SOON, second, third);
        second.started().fails(ErrorCode.OVERLOADED);
        first.started().fails(ErrorCode.TIMEOUT);
        third.started().says("Hello");
        third.started().completes();

        assertThat(listener.response().provider()).isEqualTo("third");
        assertThat(second.calls).hasSize(1);
        assertThat(listener.restarts)
                .extracting(
                        Restart::failed,
                        Restart::next,
                        restart -> restart.cause().code())
                .containsExactly(tuple("first", "third", ErrorCode.TIMEOUT));
        assertThat(hedges).containsExactly(new HedgeObserver.Hedge("first", "second", null, false));
    }

    /** Somebody may want it when the first breaks off. */
    @Test
    void aSecondThatWasCancelledIsNotUsedUp() {
        List<String> settled = new CopyOnWriteArrayList<>();
        HedgedCall.Spares spares = new HedgedCall.Spares() {
            @Override
            public HedgedCall.Spare make() {
                return new HedgedCall.Spare("second", 0, second.newCall(ChatRequest.of("Hello?")));
            }

            @Override
            public void settled(String provider, HedgedCall.@Nullable Spare used) {
                settled.add(provider + (used == null ? "" : " after " + used.provider()));
            }
        };
        Hedging.after(SOON)
                .around("first", first.newCall(ChatRequest.of("Hello?")), spares, scripts.threads)
                .start(listener);
        second.started();
        first.started().says("Hello");

        assertThat(settled).containsExactly("first");
    }

    @Test
    void endsWithTheLastErrorWhereBothFailAndNobodyIsLeft() {
        started(SOON, second);
        second.started();
        first.started().fails(ErrorCode.OVERLOADED);
        second.started().fails(ErrorCode.RATE_LIMITED);

        assertThat(listener.error().provider()).isEqualTo("second");
    }

    @Test
    void aFirstThatFailsInTimeIsFollowedByTheNextAsEver() {
        started(NEVER, second);
        first.started().fails(ErrorCode.OVERLOADED);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().provider()).isEqualTo("second");
        assertThat(listener.restarts).extracting(Restart::isFallback).containsExactly(true);
        assertThat(hedges).isEmpty();
        assertThat(scripts.threads.pending()).isZero();
    }

    @Test
    void theErrorOfAnAnswerThatHadBegunIsTheEnd() {
        started(SOON, second, third);
        second.started().says("Hel");
        second.started().fails(ErrorCode.TRUNCATED);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
        assertThat(third.calls).isEmpty();
    }

    @Test
    void cancelReachesBothAndIsToldOnceBothHaveEnded() {
        ChatCall call = started(SOON, second);
        second.started();
        call.cancel();
        assertThat(first.started().isCancelled()).isTrue();
        assertThat(second.started().isCancelled()).isTrue();

        first.started().fails(ErrorCode.CANCELLED);
        assertThat(listener.hasEnded()).isFalse();
        second.started().fails(ErrorCode.CANCELLED);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertSettled(null, true);
    }

    @Test
    void cancelWhileTheFirstIsWaitedForKeepsTheNextFromBeingAsked() {
        ChatCall call = started(NEVER, second);
        call.cancel();

        assertThat(scripts.threads.pending()).isZero();
        first.started().fails(ErrorCode.CANCELLED);
        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(second.calls).isEmpty();
    }

    /** Making a call may take a while: it may ask a key store. */
    private static final class Slow implements ChatProvider {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final ChatProvider made;

        Slow(ChatProvider made) {
            this.made = made;
        }

        @Override
        public String name() {
            return made.name();
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            asked.countDown();
            await().until(() -> goOn.getCount() == 0);
            return made.newCall(request);
        }
    }

    @Test
    void cancelWhileTheSecondCallIsMadeIsToldAtOnce() {
        Slow slow = new Slow(second);
        ChatCall call = started(SOON, slow);
        await().until(() -> slow.asked.getCount() == 0);
        first.started().fails(ErrorCode.OVERLOADED);
        assertThat(listener.hasEnded()).isFalse();
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        slow.goOn.countDown();
        await().until(() -> second.calls.size() == 1);
        assertThat(hedges).isEmpty();
    }

    @Test
    void aFirstThatFailsWhileTheSecondCallIsMadeIsFollowedByThat() {
        Slow slow = new Slow(second);
        started(SOON, slow);
        await().until(() -> slow.asked.getCount() == 0);
        first.started().fails(ErrorCode.OVERLOADED);
        slow.goOn.countDown();
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().provider()).isEqualTo("second");
    }

    @Test
    void aSecondThatCannotBeStartedIsOneThatHasFailed() {
        ChatProvider faulty = new ChatProvider() {
            @Override
            public String name() {
                return "second";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new HandDriven.Call("second") {
                    @Override
                    public void start(StreamListener listener) {
                        throw new IllegalStateException("a fault of the provider");
                    }
                };
            }
        };
        started(SOON, faulty);
        await().until(() -> scripts.threads.pending() == 0);
        first.started().says("Hello");
        first.started().completes();

        assertThat(listener.response().content()).isEqualTo("Hello");
    }

    @Test
    void pauseAndResumeReachBothUntilOneHasContentAndThenThatOne() {
        ChatCall call = started(SOON, second);
        second.started();
        call.pause();
        assertThat(first.started().paused).isTrue();
        assertThat(second.started().paused).isTrue();
        call.resume();
        assertThat(first.started().paused).isFalse();
        assertThat(second.started().paused).isFalse();

        second.started().says("Hello");
        call.pause();
        assertThat(first.started().paused).isFalse();
        assertThat(second.started().paused).isTrue();
    }

    @Test
    void aPauseHoldsForTheSecondToo() {
        ChatCall call = call(SOON, first, second);
        call.pause();
        call.start(listener);

        assertThat(second.started().paused).isTrue();
    }

    @Test
    void attemptsOfTheOneThatAnswersAreToldBeforeItsAnswer() {
        Restart again = new Restart(
                "second",
                "second",
                Duration.ZERO,
                AiException.of(ErrorCode.OVERLOADED).build());
        started(SOON, second);
        second.started().listener().onRestart(again);
        assertThat(listener.restarts).isEmpty();
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.await().restarts).containsExactly(again);
    }

    @Test
    void anObserverThatThrowsChangesNothing() {
        Hedging hedging = Hedging.after(SOON).observedBy(hedge -> {
            throw new IllegalStateException("a fault of the observer");
        });
        call(hedging, first, second).start(listener);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().content()).isEqualTo("Hello");
    }

    @Test
    void ofAFewTimesNothingIsLearnt() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST - 1);
        call(hedging, new HandDriven("first"), second).start(listener);

        assertThat(scripts.threads.pending()).isZero();
    }

    @Test
    void asksTheNextWhereTheFirstTakesLongerThanItMostlyDid() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST);
        call(hedging, first, second).start(listener);
        second.started().says("Hello");
        second.started().completes();

        assertThat(listener.response().provider()).isEqualTo("second");
    }

    @Test
    void whatAnotherProviderTookIsNotLearntForThisOne() {
        Hedging hedging = Hedging.afterP95();
        answer(hedging, FirstContentTimes.LEAST);
        call(hedging, third, second).start(listener);

        assertThat(scripts.threads.pending()).isZero();
    }

    private void answer(Hedging hedging, int times) {
        for (int i = 0; i < times; i++) {
            HandDriven quick = new HandDriven("first");
            call(hedging, quick, third).start(new RecordingListener());
            quick.started().says("Hello");
            quick.started().completes();
        }
    }

    @Test
    void noTimeAtAllIsNoTime() {
        assertThatThrownBy(() -> Hedging.after(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
