package dev.aistreaming.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a conversation besides its messages.
 *
 * @param key identifies the conversation and its owner
 * @param title the title; {@code null} if there is none yet
 * @param createdAt when it began, in whole milliseconds
 * @param updatedAt when the last question or answer was saved, in whole milliseconds
 */
public record StoredConversation(
        ConversationKey key, @Nullable String title, Instant createdAt, Instant updatedAt) {

    /** The application's own id of the conversation. */
    public String id() {
        return key.id();
    }
}
