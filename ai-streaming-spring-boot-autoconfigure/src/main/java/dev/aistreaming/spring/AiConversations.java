package dev.aistreaming.spring;

import dev.aistreaming.conversation.StoredConversation;
import dev.aistreaming.conversation.StoredMessage;
import java.util.List;
import java.util.Optional;

/**
 * The conversations that are kept ({@code ai.streaming.conversations.store}), of whoever asks: the {@linkplain StreamOwnerResolver owner}
 * of the request under way. Somebody else's conversation is one that does not exist. All methods may wait for a database, and throw
 * what it throws.
 *
 * <p>Who is nobody, because nobody is signed in, has the conversations of nobody: whoever knows the id of one has it. So they are not
 * listed, and their ids should be such as cannot be guessed. An application that tells its users apart otherwise, such as by their
 * sessions, says so by a {@link StreamOwnerResolver} bean.
 */
public interface AiConversations {

    /**
     * The conversations, the one that was used last first.
     *
     * @param offset how many to leave out, 0 or more
     * @param limit how many at most, 1 to 1,000
     * @return none for nobody
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for an offset or a limit out of bounds
     */
    List<StoredConversation> list(int offset, int limit);

    /**
     * What is known of a conversation besides its messages; empty where it does not exist.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for what cannot be an id
     */
    Optional<StoredConversation> find(String id);

    /**
     * All messages of a conversation, oldest first; none where it does not exist.
     *
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for what cannot be an id
     */
    List<StoredMessage> messages(String id);

    /**
     * Gives a conversation a title, in place of the beginning of its first question.
     *
     * @param title 1 to 255 characters, in one line
     * @return whether it exists
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for what cannot be an id or a title
     */
    boolean rename(String id, String title);

    /**
     * Deletes a conversation. An answer that is under way goes on, and is not saved.
     *
     * @return whether it existed
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for what cannot be an id
     */
    boolean delete(String id);
}
