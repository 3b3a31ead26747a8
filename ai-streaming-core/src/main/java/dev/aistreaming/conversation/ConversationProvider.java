package dev.aistreaming.conversation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/** Makes its calls as part of a conversation. */
record ConversationProvider(ChatProvider delegate, ConversationTask task) implements ChatProvider {

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return task.newCall(delegate, request);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
