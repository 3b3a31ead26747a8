package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.testing.ForwardingConversationStore;
import java.util.List;

/** Cannot save messages of one state. */
final class FailingStore extends ForwardingConversationStore {

    private final MessageState failing;

    FailingStore(ConversationStore store, MessageState failing) {
        super(store);
        this.failing = failing;
    }

    @Override
    public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
        if (state == failing) {
            throw new IllegalStateException("no database");
        }
        return super.save(turn, messages, state);
    }
}
