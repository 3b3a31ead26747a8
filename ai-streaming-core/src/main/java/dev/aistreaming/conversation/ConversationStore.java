package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps conversations. Safe for use by many threads; all methods may wait for a database, and throw what it throws.
 *
 * <p>Whoever asks takes a {@linkplain #begin turn} first, of which there is one at a time. It is a lease, so that an instance that
 * dies does not lock a conversation for ever. The lease keeps turns in order; no message hangs on it: what is saved stands in its own
 * turn, even where its lease has run out and another turn has begun since.
 */
public interface ConversationStore extends AutoCloseable {

    /**
     * Begins a turn, and with the first one the conversation.
     *
     * @param lease for how long nobody else may begin one, unless it is {@linkplain #renew renewed} or {@linkplain #end ended}
     * @return empty where another turn is under way
     */
    Optional<ConversationTurn> begin(ConversationKey key, Duration lease);

    /**
     * Lengthens the lease of a turn.
     *
     * @return whether it still was this turn's; where not, it may go on, but is not alone
     */
    boolean renew(ConversationTurn turn, Duration lease);

    /**
     * Saves messages, all or none, behind those that the turn has already.
     *
     * @param state that of the last one; those before it are whole
     * @return whether the conversation was there; it is not where it has been deleted, and stays deleted
     */
    boolean save(ConversationTurn turn, List<Message> messages, MessageState state);

    /** Gives the lease back, if it is this turn's. Of a conversation in which nothing was saved, nothing is left. */
    void end(ConversationTurn turn);

    /** What is known of a conversation; empty where there is none. */
    Optional<StoredConversation> find(ConversationKey key);

    /**
     * The conversations of an owner, the one that was used last first.
     *
     * @param owner whose; those of nobody are not listed
     * @param offset how many to leave out, 0 or more
     * @param limit how many at most, 1 or more
     */
    List<StoredConversation> list(String owner, int offset, int limit);

    /**
     * The last messages of a conversation, oldest first, in whole turns: what belongs to the turn of the first one comes along.
     *
     * @param atLeast how many, where there are so many; 1 or more
     */
    List<StoredMessage> last(ConversationKey key, int atLeast);

    /** All messages of a conversation, oldest first. */
    default List<StoredMessage> messages(ConversationKey key) {
        return last(key, Integer.MAX_VALUE);
    }

    /**
     * Gives a conversation a title.
     *
     * @param title at most 255 characters
     * @return whether there was such a conversation
     */
    boolean rename(ConversationKey key, String title);

    /**
     * Deletes a conversation and all its messages. A turn that is under way goes on, and is not saved.
     *
     * @return whether there was such a conversation
     */
    boolean delete(ConversationKey key);

    /** Frees what the store holds. */
    @Override
    void close();
}
