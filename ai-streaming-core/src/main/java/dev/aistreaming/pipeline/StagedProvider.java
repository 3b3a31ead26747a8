package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/** A decorator of a provider: puts something around each of its calls, as a rule a {@link Stage}. */
public abstract class StagedProvider implements ChatProvider {

    private final ChatProvider delegate;

    /**
     * A decorator.
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
     * @param call the provider's, not started yet
     * @param request what is asked
     * @return the call as it is made; the same one, where there is nothing to do for it
     */
    protected abstract ChatCall around(ChatCall call, ChatRequest request);

    @Override
    public String toString() {
        return delegate.toString();
    }
}
