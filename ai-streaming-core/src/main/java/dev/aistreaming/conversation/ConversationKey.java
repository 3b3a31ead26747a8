package dev.aistreaming.conversation;

import dev.aistreaming.chat.AiException;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a conversation: the application's own id, such as that of a chat, within the namespace of its owner. Different owners
 * may use the same id, so knowing an id does not give access to another user's conversation.
 *
 * @param owner the owner; {@code null} for a conversation that is accessible to all anonymous users who know the id
 * @param id 1 to 256 characters
 */
public record ConversationKey(@Nullable String owner, String id) {

    private static final int MAX_LENGTH = 256;

    /**
     * Validates the id, which may come from a browser.
     *
     * @throws AiException with {@code invalid_request} if the id is blank, too long, or contains control characters
     */
    public ConversationKey {
        if (id == null || id.isBlank() || id.length() > MAX_LENGTH) {
            throw AiException.invalidRequest(
                    "conversation must have 1 to " + MAX_LENGTH + " characters, and not be blank");
        }
        if (id.codePoints().anyMatch(ConversationKey::isUnprintable)) {
            throw AiException.invalidRequest("conversation must not have control characters or unpaired surrogates");
        }
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Leaves out the owner, which may be a person's name. */
    @Override
    public String toString() {
        return "conversation " + id;
    }
}
