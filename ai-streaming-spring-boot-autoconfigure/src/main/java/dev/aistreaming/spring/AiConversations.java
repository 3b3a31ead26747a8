package dev.aistreaming.spring;

import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.util.List;
import java.util.Optional;

/**
 * Manages the stored conversations ({@code ai.streaming.conversations.store}) of the current user: the {@linkplain StreamOwnerResolver owner} of
 * the current request. Conversations of other users do not exist for it. All methods may wait for a database, and throw its exceptions.
 *
 * <p>If nobody is signed in, conversations have no owner, and anybody who knows the id of one can use it. They are not listed, and their
 * ids should be impossible to guess. If your application identifies its users in another way, such as by their sessions, define a
 * {@link StreamOwnerResolver} bean.
 */
public interface AiConversations {

    /**
     * Returns the conversations, most recently used first.
     *
     * @param offset how many to skip, 0 or more
     * @param limit how many to return at most, 1 to 1,000
     * @return an empty list if nobody is signed in
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the offset or the limit is out of range
     */
    List<StoredConversation> list(int offset, int limit);

    /**
     * Returns a conversation without its messages; empty if it does not exist.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the id is invalid
     */
    Optional<StoredConversation> find(String id);

    /**
     * Returns all messages of a conversation, oldest first; an empty list if it does not exist.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the id is invalid
     */
    List<StoredMessage> messages(String id);

    /**
     * Sets the title of a conversation. The default title is the beginning of its first question.
     *
     * @param title 1 to 255 characters on a single line
     * @return whether the conversation exists
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the id or the title is invalid
     */
    boolean rename(String id, String title);

    /**
     * Deletes a conversation. An answer that is being written goes on, but is not saved.
     *
     * @return whether the conversation existed
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} if the id is invalid
     */
    boolean delete(String id);
}
