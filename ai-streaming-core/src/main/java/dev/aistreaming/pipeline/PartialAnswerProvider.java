package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;

/**
 * Adds to the errors of a provider what had arrived of the answer, where they do not tell it themselves. Those of this library
 * do, and are not to be wrapped: the answer would be held twice.
 */
public final class PartialAnswerProvider implements ChatProvider {

    private final ChatProvider delegate;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     */
    public PartialAnswerProvider(ChatProvider delegate) {
        this.delegate = delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new Call(delegate.newCall(request));
    }

    @Override
    public String toString() {
        return delegate.toString();
    }

    private final class Call extends ForwardingCall {
        Call(ChatCall delegate) {
            super(delegate);
        }

        @Override
        public void start(StreamListener listener) {
            delegate().start(new Collector(listener));
        }
    }

    private final class Collector extends ForwardingListener {
        private final AnswerSoFar answer = new AnswerSoFar(name());

        Collector(StreamListener listener) {
            super(listener);
        }

        @Override
        public void onEvent(StreamEvent event) {
            event.accept(answer);
            super.onEvent(event);
        }

        @Override
        public void onError(AiException error) {
            super.onError(answer.addTo(error));
        }
    }
}
