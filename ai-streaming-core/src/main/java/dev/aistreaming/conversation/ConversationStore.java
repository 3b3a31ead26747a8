package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stores conversations. Implementations must be thread-safe. All methods may block on a database, and pass on its exceptions.
 *
 * <p>A question starts with a {@linkplain #begin turn}. There is only one turn at a time per conversation, secured by a lease, so
 * that an instance that dies does not lock the conversation forever. The lease is about the order of turns, not about safety:
 * messages are saved as part of their own turn, even if its lease has expired and another turn has begun.
 */
public interface ConversationStore extends AutoCloseable {

    /**
     * Begins a turn, creating the conversation with the first one.
     *
     * @param lease how long no other turn may begin, unless it is {@linkplain #renew renewed} or {@linkplain #end ended}
     * @return empty if another turn is in progress
     */
    Optional<ConversationTurn> begin(ConversationKey key, Duration lease);

    /**
     * Extends the lease of a turn.
     *
     * @return whether the turn still held the lease; if not, it may continue, but another turn may be in progress
     */
    boolean renew(ConversationTurn turn, Duration lease);

    /**
     * Saves messages, all or none, after those that the turn already has.
     *
     * @param state the state of the last message; those before it are complete
     * @return whether the conversation existed; it does not if it has been deleted, and then stays deleted
     */
    boolean save(ConversationTurn turn, List<Message> messages, MessageState state);

    /** Releases the lease if this turn holds it. If nothing was saved in the conversation, it is removed. */
    void end(ConversationTurn turn);

    /** Looks up a conversation; empty if there is none. */
    Optional<StoredConversation> find(ConversationKey key);

    /**
     * Lists an owner's conversations, the most recently used first.
     *
     * @param owner the owner; conversations without an owner are not listed
     * @param offset how many to skip, at least 0
     * @param limit the maximum number, at least 1
     */
    List<StoredConversation> list(String owner, int offset, int limit);

    /**
     * Returns the last messages of a conversation, oldest first and in complete turns, so that there may be more than requested.
     *
     * @param atLeast the number of messages, if there are that many; at least 1
     */
    List<StoredMessage> last(ConversationKey key, int atLeast);

    /** Returns all messages of a conversation, oldest first. */
    default List<StoredMessage> messages(ConversationKey key) {
        return last(key, Integer.MAX_VALUE);
    }

    /**
     * Sets the title of a conversation.
     *
     * @param title at most 255 characters
     * @return whether there was such a conversation
     */
    boolean rename(ConversationKey key, String title);

    /**
     * Deletes a conversation with all of its messages. A turn in progress continues, but is not saved.
     *
     * @return whether there was such a conversation
     */
    boolean delete(ConversationKey key);

    /** Releases the store's resources. */
    @Override
    void close();
}
