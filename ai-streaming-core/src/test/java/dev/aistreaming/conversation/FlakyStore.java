package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.testing.ForwardingConversationStore;
import java.util.List;

/** Fails when an answer is to be saved, so many times. */
final class FlakyStore extends ForwardingConversationStore {

    private final int failures;
    private final boolean saves;
    int attempts;

    /** @param saves whether it has saved the answer all the same */
    FlakyStore(ConversationStore store, int failures, boolean saves) {
        super(store);
        this.failures = failures;
        this.saves = saves;
    }

    @Override
    public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
        boolean fails = messages.get(0).role() == Role.ASSISTANT && attempts++ < failures;
        boolean saved = (!fails || saves) && super.save(turn, messages, state);
        if (fails) {
            throw new IllegalStateException("no database");
        }
        return saved;
    }
}
