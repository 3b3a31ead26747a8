package dev.aistreaming.conversation;

/**
 * How much is kept in memory. Where a limit is reached, the oldest makes room: of conversations the one that was not used for the
 * longest time and has no turn under way, of messages the first turns of their conversation.
 *
 * @param maxConversations of all owners together
 * @param maxMessages of one conversation; a turn that has more is kept all the same
 * @param maxBytes of all messages together, as JSON in UTF-8
 */
public record ConversationLimits(int maxConversations, int maxMessages, long maxBytes) {

    /** 10,000 conversations, 1,000 messages in each, 64 MiB. */
    public static final ConversationLimits DEFAULTS = new ConversationLimits(10_000, 1_000, 64L << 20);

    /**
     * Checks that something can be kept.
     *
     * @throws IllegalArgumentException for a limit of less than 1
     */
    public ConversationLimits {
        if (maxConversations < 1 || maxMessages < 1 || maxBytes < 1) {
            throw new IllegalArgumentException("limits of conversations must be 1 or more, but are " + maxConversations
                    + " conversations, " + maxMessages + " messages and " + maxBytes + " bytes");
        }
    }
}
