package dev.aistreaming.spring.context;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;

/**
 * A configured provider as a bean, which can be told apart from the application's own providers. Code that has it injected listens to
 * calls itself, so its callbacks run in the context of the call. Our own services use the provider inside.
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
