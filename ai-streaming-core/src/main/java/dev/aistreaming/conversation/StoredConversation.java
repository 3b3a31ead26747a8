package dev.aistreaming.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a conversation besides its messages.
 *
 * @param key which one, and whose
 * @param title what people call it; {@code null}: nothing yet
 * @param createdAt when it began, in whole milliseconds
 * @param updatedAt when something was asked or answered last, in whole milliseconds
 */
public record StoredConversation(
        ConversationKey key, @Nullable String title, Instant createdAt, Instant updatedAt) {

    /** The application's own name for it. */
    public String id() {
        return key.id();
    }
}
