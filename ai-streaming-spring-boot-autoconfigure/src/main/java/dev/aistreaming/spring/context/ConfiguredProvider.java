package dev.aistreaming.spring.context;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.thread.Threads;

/**
 * A configured provider as a bean: told by this from those of the application's own. Whoever gets it injected listens with code
 * of the application's, so callbacks come in the context of the call; our own services ask what is inside.
 */
public final class ConfiguredProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final Threads threads;

    public ConfiguredProvider(ChatProvider delegate, Threads threads) {
        this.delegate = delegate;
        this.threads = threads;
    }

    public ChatProvider delegate() {
        return delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new ContextualCall(delegate.newCall(request), threads.captureContext());
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
