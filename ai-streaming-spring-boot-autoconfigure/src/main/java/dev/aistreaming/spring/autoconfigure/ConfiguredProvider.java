package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.Timer;

/**
 * A configured provider as a bean: told by this from those of the application's own. Whoever gets it injected listens with code
 * of the application's, so callbacks come in the context of the call; our own services ask what is inside.
 */
final class ConfiguredProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final Timer timer;

    ConfiguredProvider(ChatProvider delegate, Timer timer) {
        this.delegate = delegate;
        this.timer = timer;
    }

    ChatProvider delegate() {
        return delegate;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new ContextualCall(delegate.newCall(request), timer.captureContext());
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
