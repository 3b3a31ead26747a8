package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HedgeFailureTests extends HedgedCalls {

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
}
