package dev.aistreaming.conversation;

/**
 * Limits on the conversations kept in memory. When a limit is reached, the oldest data is dropped: the least recently used
 * conversation without a turn in progress, or the first turns of a conversation.
 *
 * @param maxConversations the number of conversations of all owners together
 * @param maxMessages the number of messages in one conversation; a single turn with more is kept nevertheless
 * @param maxBytes the size of all messages together, as UTF-8 JSON
 */
public record ConversationLimits(int maxConversations, int maxMessages, long maxBytes) {

    /** 10,000 conversations, 1,000 messages each, 64 MiB. */
    public static final ConversationLimits DEFAULTS = new ConversationLimits(10_000, 1_000, 64L << 20);

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public ConversationLimits {
        if (maxConversations < 1 || maxMessages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits of conversations must be 1 or more, but are " + maxConversations
                    + " conversations, " + maxMessages + " messages and " + maxBytes + " bytes");
        }
    }
}
