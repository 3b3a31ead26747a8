package dev.aistreaming.spring.context;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;

/**
 * A configured provider as a bean: told by this from those of the application's own. Whoever gets it injected listens with code
 * of the application's, so callbacks come in the context of the call; our own services ask what is inside.
 */
public final class ConfiguredProvider extends StagedProvider {

    private final Threads threads;

    public ConfiguredProvider(ChatProvider delegate, Threads threads) {
        super(delegate);
        this.threads = threads;
    }

    public ChatProvider inside() {
        return delegate();
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new ContextualCall(call, threads.captureContext());
    }
}
