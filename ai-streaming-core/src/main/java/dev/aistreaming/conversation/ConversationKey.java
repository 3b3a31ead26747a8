package dev.aistreaming.conversation;

import dev.aistreaming.chat.AiException;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation: an application's own name for it, such as the id of a chat, within those of its owner. Two owners may use
 * the same id, so that nobody gets at somebody else's conversation by naming it.
 *
 * @param owner whose it is; {@code null}: nobody's, for all who know the id and are nobody, too
 * @param id 1 to 256 characters
 */
public record ConversationKey(@Nullable String owner, String id) {

    private static final int MAX_LENGTH = 256;

    /**
     * Checks the id, which may come from a browser.
     *
     * @throws AiException with {@code invalid_request} for an id that is blank, too long, or has control characters
     */
    public ConversationKey {
        if (id == null || id.isBlank() || id.length() > MAX_LENGTH) {
            throw AiException.invalidRequest(
                    "conversation must have 1 to " + MAX_LENGTH + " characters, and not be blank");
        }
        if (id.codePoints().anyMatch(ConversationKey::isUnprintable)) {
            throw AiException.invalidRequest("conversation must not have control characters, nor half of a character");
        }
    }

    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Without the owner, who may be a person's name. */
    @Override
    public String toString() {
        return "conversation " + id;
    }
}
