package dev.aistreaming.pipeline;

import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A provider whose calls do nothing of themselves: the test says what each delivers, also after it was cancelled. */
final class HandDriven implements ChatProvider {

    final List<Call> calls = new CopyOnWriteArrayList<>();
    private final String name;

    HandDriven(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Call call = new Call(name);
        calls.add(call);
        return call;
    }

    /** The only call so far, as soon as it has been started. */
    Call started() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> calls.size() == 1 && calls.get(0).isStarted());
        return calls.get(0);
    }

    static class Call implements ChatCall {
        final AtomicInteger cancels = new AtomicInteger();
        volatile boolean paused;
        private final AnswerSoFar answer;
        private final String provider;
        private volatile @Nullable StreamListener listener;

        Call(String provider) {
            this.provider = provider;
            this.answer = new AnswerSoFar(provider);
        }

        @Override
        public void start(StreamListener listener) {
            this.listener = listener;
        }

        String provider() {
            return provider;
        }

        boolean isStarted() {
            return listener != null;
        }

        StreamListener listener() {
            return Objects.requireNonNull(listener, "not started");
        }

        void begins() {
            deliver(new StreamEvent.Started(provider, null));
        }

        void says(String text) {
            deliver(new StreamEvent.Content(text));
        }

        void deliver(StreamEvent event) {
            event.accept(answer);
            listener().onEvent(event);
        }

        void completes() {
            deliver(new StreamEvent.Finished(FinishReason.STOP, Usage.UNKNOWN));
            listener().onComplete(answer.toResponse());
        }

        void fails(ErrorCode code) {
            listener().onError(AiException.of(code).provider(provider).build());
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        /** The ending is the test's business. */
        @Override
        public void cancel() {
            cancels.incrementAndGet();
        }

        boolean isCancelled() {
            return cancels.get() > 0;
        }
    }
}
