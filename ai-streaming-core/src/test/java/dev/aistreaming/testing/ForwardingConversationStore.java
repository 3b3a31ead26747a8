package dev.aistreaming.testing;

import dev.aistreaming.chat.Message;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTurn;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store in front of another one, for tests in which one of its methods does something else. */
public class ForwardingConversationStore implements ConversationStore {

    private final ConversationStore store;

    /** @param store does what is asked */
    public ForwardingConversationStore(ConversationStore store) {
        this.store = store;
    }

    @Override
    public Optional<ConversationTurn> begin(ConversationKey key, Duration lease) {
        return store.begin(key, lease);
    }

    @Override
    public boolean renew(ConversationTurn turn, Duration lease) {
        return store.renew(turn, lease);
    }

    @Override
    public boolean save(ConversationTurn turn, List<Message> messages, MessageState state) {
        return store.save(turn, messages, state);
    }

    @Override
    public void end(ConversationTurn turn) {
        store.end(turn);
    }

    @Override
    public Optional<StoredConversation> find(ConversationKey key) {
        return store.find(key);
    }

    @Override
    public List<StoredConversation> list(String owner, int offset, int limit) {
        return store.list(owner, offset, limit);
    }

    @Override
    public List<StoredMessage> last(ConversationKey key, int atLeast) {
        return store.last(key, atLeast);
    }

    @Override
    public boolean rename(ConversationKey key, String title) {
        return store.rename(key, title);
    }

    @Override
    public boolean delete(ConversationKey key) {
        return store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }
}
