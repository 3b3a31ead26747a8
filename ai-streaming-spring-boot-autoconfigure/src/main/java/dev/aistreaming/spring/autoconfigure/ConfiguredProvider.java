package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/** A configured provider as a bean: told by this from those of the application's own. */
final class ConfiguredProvider implements ChatProvider {

    private final ChatProvider delegate;

    ConfiguredProvider(ChatProvider delegate) {
        this.delegate = delegate;
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
        return delegate.newCall(request);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
