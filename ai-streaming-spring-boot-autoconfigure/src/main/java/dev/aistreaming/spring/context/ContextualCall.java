package dev.aistreaming.spring.context;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingCall;
import java.util.concurrent.Executor;

/** A call whose listener is the application's own, and is called in the context that the call was made in. */
final class ContextualCall extends ForwardingCall {

    private final Executor context;

    ContextualCall(ChatCall delegate, Executor context) {
        super(delegate);
        this.context = context;
    }

    @Override
    public void start(StreamListener listener) {
        delegate().start(new Listener(listener));
    }

    private final class Listener implements StreamListener {
        private final StreamListener listener;

        Listener(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(StreamEvent event) {
            context.execute(() -> listener.onEvent(event));
        }

        @Override
        public void onFlush() {
            context.execute(listener::onFlush);
        }

        @Override
        public void onRestart(Restart restart) {
            context.execute(() -> listener.onRestart(restart));
        }

        @Override
        public void onComplete(ChatResponse response) {
            context.execute(() -> listener.onComplete(response));
        }

        @Override
        public void onError(AiException error) {
            context.execute(() -> listener.onError(error));
        }

        @Override
        public boolean isNonBlocking() {
            return listener.isNonBlocking();
        }
    }
}
