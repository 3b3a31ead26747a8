package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamListener;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacingTests {

    private final PacedCall call = new PacedCall();
    private final Pacing pacing = new Pacing(call);
    private final Queue<Runnable> later = new ArrayDeque<>();

    /** Knows only whether it is paused. */
    private static final class PacedCall implements ChatCall {
        private volatile boolean paused;
        private volatile Runnable onResume = () -> {};

        @Override
        public void start(StreamListener listener) {}

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            onResume.run();
            paused = false;
        }

        @Override
        public void cancel() {}
    }

    private void runLater() {
        for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
        }
    }

    @Test
    void aLateResumeDoesNotUndoANewerPause() {
        pacing.pause();
        pacing.resume(later::add);
        pacing.pause();
        runLater();

        assertThat(call.paused).isTrue();
    }

    @Test
    void aPauseInTheMiddleOfAResumeHolds() {
        pacing.pause();
        call.onResume = pacing::pause;
        pacing.resume(Runnable::run);

        assertThat(call.paused).isTrue();
    }

    @Test
    void aResumeInTheMiddleOfAnotherIsNotLost() {
        pacing.pause();
        call.onResume = () -> {
            call.onResume = () -> {};
            pacing.pause();
            pacing.resume(later::add);
        };
        pacing.resume(Runnable::run);
        runLater();

        assertThat(call.paused).isFalse();
    }

    @Test
    void anotherCallIsPausedAsTheOneBefore() {
        PacedCall[] current = {call};
        Pacing ofSeveral = new Pacing(() -> current[0]);
        ofSeveral.pause();
        current[0] = new PacedCall();
        ofSeveral.replaced();
        assertThat(current[0].paused).isTrue();

        ofSeveral.resume(Runnable::run);
        assertThat(current[0].paused).isFalse();
    }

    @Test
    void theLastWordHoldsHoweverThreadsMeet() throws Exception {
        ExecutorService resuming = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 10_000; i++) {
            pacing.pause();
            pacing.resume(resuming);
        }
        pacing.pause();
        resuming.shutdown();
        assertThat(resuming.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(call.paused).isTrue();

        pacing.resume(Runnable::run);
        assertThat(call.paused).isFalse();
    }
}
