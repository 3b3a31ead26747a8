package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class HedgeTests extends HedgedCalls {

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
    void oneAnswersWholeHoweverCloseTheRace() {
        for (int round = 0; round < 200; round++) {
            HandDriven one = new HandDriven("first");
            HandDriven other = new HandDriven("second");
            RecordingListener either = new RecordingListener();
            call(SOON, one, other).start(either);
            CyclicBarrier go = new CyclicBarrier(2);
            for (HandDriven.Call each : List.of(one.started(), other.started())) {
                scripts.executor.execute(() -> {
                    meet(go);
                    each.begins();
                    each.says("from the ");
                    each.says(each.provider());
                    each.completes();
                });
            }

            assertThat(either.response().content())
                    .isEqualTo("from the " + either.response().provider())
                    .isEqualTo(either.content());
        }
        assertThat(hedges).hasSize(200);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
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
}
