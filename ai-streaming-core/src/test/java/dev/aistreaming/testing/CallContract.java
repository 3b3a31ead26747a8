package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every call has to keep, whatever answers it. A subclass says what does. */
public abstract class CallContract {

    protected final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>());

    /** Whoever answers. */
    public interface Answering extends AutoCloseable {

        ChatCall newCall();

        /** How many calls have reached it. */
        int requests();

        @Override
        void close();
    }

    /** Answers each call with these pieces of text, one after the other; they need no escaping. */
    protected abstract Answering answering(String... pieces);

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    @Test
    void deliversTheAnswerInOrderAndCompletesOnce() {
        try (Answering answering = answering("Hel", "lo")) {
            RecordingListener listener = new RecordingListener();
            answering.newCall().start(listener);

            assertThat(listener.response().content()).isEqualTo("Hello");
            assertThat(listener.response().finishReason()).isEqualTo(FinishReason.STOP);
            assertThat(listener.content()).isEqualTo("Hello");
            assertThat(listener.events.get(0)).isInstanceOf(StreamEvent.Started.class);
            assertThat(listener.events.get(listener.events.size() - 1)).isInstanceOf(StreamEvent.Finished.class);
        }
    }

    @Test
    void refusesASecondStart() {
        try (Answering answering = answering()) {
            ChatCall call = answering.newCall();
            RecordingListener listener = new RecordingListener();
            call.start(listener);

            assertThatThrownBy(() -> call.start(new RecordingListener())).isInstanceOf(IllegalStateException.class);
            listener.response();
        }
    }

    @Test
    void cancelledBeforeTheStartSendsNothing() {
        try (Answering answering = answering()) {
            ChatCall call = answering.newCall();
            RecordingListener listener = new RecordingListener();
            call.cancel();
            call.start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(answering.requests()).isZero();
        }
    }

    @Test
    void cancelledFromWithinACallbackDeliversNoMore() {
        try (Answering answering = answering("a", "b", "c")) {
            assertCancelledAfterTheFirstPiece(answering.newCall());
        }
    }

    @Test
    void aCancelledCallTellsWhatHadArrived() {
        try (Answering answering = answering("a", "b", "c")) {
            RecordingListener listener = cancelAfterTheFirstPiece(answering.newCall());

            assertThat(partial(listener).content()).startsWith("a");
            assertThat(partial(listener).finishReason()).isEqualTo(FinishReason.OTHER);
        }
    }

    protected static ChatResponse partial(RecordingListener listener) {
        return Objects.requireNonNull(listener.error().partial(), "nothing had arrived");
    }

    protected static void assertCancelledAfterTheFirstPiece(ChatCall call) {
        RecordingListener listener = cancelAfterTheFirstPiece(call);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
        assertThat(listener.content()).isEqualTo("a");
    }

    private static RecordingListener cancelAfterTheFirstPiece(ChatCall call) {
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void handle(StreamEvent event) {
                if (event instanceof StreamEvent.Content) {
                    call.cancel();
                }
            }
        };
        call.start(listener);
        return listener.await();
    }

    @Test
    void cancelAfterTheEndChangesNothing() {
        try (Answering answering = answering("a")) {
            ChatCall call = answering.newCall();
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            listener.response();
            call.cancel();
            awaitQuiet();

            assertThat(listener.response().content()).isEqualTo("a");
        }
    }

    /** What is told right after an ending is told by now. */
    protected void awaitQuiet() {
        await().pollDelay(Duration.ZERO).until(() -> executor.getActiveCount() == 0);
    }

    @Test
    void endsOnceWhenCancelMeetsTheEnd() {
        List<RecordingListener> listeners = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            try (Answering answering = answering("a", "b")) {
                ChatCall call = answering.newCall();
                RecordingListener listener = new RecordingListener() {
                    @Override
                    protected void handle(StreamEvent event) {
                        if (event instanceof StreamEvent.Content) {
                            executor.execute(call::cancel);
                        }
                    }
                };
                call.start(listener);
                listeners.add(listener.await());
            }
        }
        awaitQuiet();
        assertThat(listeners).allSatisfy(RecordingListener::await);
    }

    @Test
    void pausedBeforeTheStartDeliversOnlyAfterResume() {
        try (Answering answering = answering("a")) {
            ChatCall call = answering.newCall();
            RecordingListener listener = new RecordingListener();
            call.pause();
            call.start(listener);
            await().until(() -> answering.requests() > 0);
            await().during(Duration.ofMillis(200)).until(listener.events::isEmpty);

            call.resume();
            assertThat(listener.response().content()).isEqualTo("a");
        }
    }

    @Test
    void aListenerThatThrowsEndsTheCallWithAnInternalError() {
        try (Answering answering = answering("a", "b")) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(StreamEvent event) {
                    if (event instanceof StreamEvent.Content) {
                        throw new IllegalArgumentException("a fault of the listener");
                    }
                }
            };
            answering.newCall().start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(listener.error()).hasRootCauseMessage("a fault of the listener");
        }
    }
}
