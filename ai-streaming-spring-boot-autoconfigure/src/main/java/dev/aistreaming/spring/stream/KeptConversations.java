package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationTask;
import dev.aistreaming.conversation.Conversations;
import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import dev.aistreaming.spring.AiConversations;
import dev.aistreaming.spring.StreamOwnerResolver;
import java.util.List;
import java.util.Optional;

/** The conversations of the current user. */
public final class KeptConversations implements AiConversations {

    private static final int MAX_TITLE = 255;
    private static final int MAX_LIMIT = 1_000;

    private final ConversationStore store;
    private final Conversations conversations;
    private final StreamOwnerResolver owners;

    /**
     * Creates the conversations of a store.
     *
     * @param store the store; not closed here
     * @param conversations runs requests within conversations
     * @param owners returns the owner of the conversations
     */
    public KeptConversations(ConversationStore store, Conversations conversations, StreamOwnerResolver owners) {
        this.store = store;
        this.conversations = conversations;
        this.owners = owners;
    }

    /** @throws AiException with {@code invalid_request} if this is not a valid id */
    ConversationKey key(String id) {
        return new ConversationKey(owners.currentOwner(), id);
    }

    ConversationTask task(ConversationKey key) {
        return conversations.task(key);
    }

    @Override
    public List<StoredConversation> list(int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MAX_LIMIT) {
            throw AiException.invalidRequest("offset must be 0 or more, and limit 1 to " + MAX_LIMIT);
        }
        String owner = owners.currentOwner();
        return owner == null ? List.of() : store.list(owner, offset, limit);
    }

    @Override
    public Optional<StoredConversation> find(String id) {
        return store.find(key(id));
    }

    @Override
    public List<StoredMessage> messages(String id) {
        return store.messages(key(id));
    }

    @Override
    public boolean rename(String id, String title) {
        if (title.isBlank()
                || title.length() > MAX_TITLE
                || title.codePoints().anyMatch(KeptConversations::isUnprintable)) {
            throw AiException.invalidRequest(
                    "title must have 1 to " + MAX_TITLE + " characters in one line, and not be blank");
        }
        return store.rename(key(id), title.strip());
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    @Override
    public boolean delete(String id) {
        return store.delete(key(id));
    }
}
