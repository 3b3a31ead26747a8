package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/** A decorator for a provider that wraps each of its calls, usually in a {@link Stage}. */
public abstract class StagedProvider implements ChatProvider {

    private final ChatProvider delegate;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     */
    protected StagedProvider(ChatProvider delegate) {
        this.delegate = delegate;
    }

    /** Returns the decorated provider. */
    protected final ChatProvider delegate() {
        return delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return around(delegate.newCall(request), request);
    }

    /**
     * Decorates one call.
     *
     * @param call the provider's call, not started yet
     * @param request the request
     * @return the decorated call, or the same one if there is nothing to do
     */
    protected abstract ChatCall around(ChatCall call, ChatRequest request);

    @Override
    public String toString() {
        return delegate.toString();
    }
}
