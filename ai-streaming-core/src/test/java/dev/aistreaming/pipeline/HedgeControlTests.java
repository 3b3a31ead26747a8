package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import org.junit.jupiter.api.Test;

class HedgeControlTests extends HedgedCalls {

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
}
