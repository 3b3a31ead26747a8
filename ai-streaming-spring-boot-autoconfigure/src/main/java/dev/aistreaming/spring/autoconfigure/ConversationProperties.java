package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code ai.streaming.conversations}.
 *
 * @param store Where conversations are stored: "memory" of this application, or "jdbc" for a database that all instances share.
 *     Default: none; conversations are off unless there is a "ConversationStore" bean.
 * @param initializeSchema When to create the tables at start: "embedded" only in embedded databases, "always", or "never".
 * @param whenBusy What happens to a question while another answer of the same conversation is being written: "refuse" it with
 *     the error code "busy", or "wait".
 * @param waitTimeout How long a question waits if "when-busy" is "wait". It occupies a thread of the web server meanwhile.
 * @param lease How long a conversation stays locked after its application instance has died in the middle of an answer.
 * @param window Part of a conversation that is sent with the next question.
 * @param memory Limits of the memory store.
 */
@ConfigurationPropertiesSource
public record ConversationProperties(
        @Nullable Store store,
        @DefaultValue("embedded") InitializeSchema initializeSchema,
        @DefaultValue("refuse") WhenBusy whenBusy,
        @DefaultValue("10s") Duration waitTimeout,
        @DefaultValue("30s") Duration lease,
        @DefaultValue Window window,
        @DefaultValue Memory memory) {

    /** Where conversations are stored. */
    public enum Store {
        /** In the memory of this application. */
        MEMORY,
        /** In a database that all instances share. */
        JDBC
    }

    /** When the tables are created. */
    public enum InitializeSchema {
        /** Only in an embedded database. */
        EMBEDDED,
        /** In any database, at each start, if they are missing. */
        ALWAYS,
        /** Never; a migration tool creates them. */
        NEVER
    }

    /** What happens to a question while another one of its conversation is being answered. */
    public enum WhenBusy {
        /** It is refused with the error code busy. */
        REFUSE,
        /** It waits for the other answer. */
        WAIT
    }

    /**
     * Part of a conversation that is sent with the next question. The last question and its answer are always sent.
     *
     * @param maxMessages How many of the latest messages are sent with a question, including tool calls and their results. The
     *     last question and its answer are always sent.
     * @param maxCharacters Longest total text of the messages that are sent with a question, in characters. The last question
     *     and its answer are always sent.
     */
    public record Window(
            @DefaultValue("50") int maxMessages,
            @DefaultValue("200000") int maxCharacters) {}

    /**
     * Limits of the memory store. At a limit, the conversations that were not used for the longest time are forgotten.
     *
     * @param maxConversations How many conversations are kept in memory. At the limit, the one that was not used for the
     *     longest time is forgotten.
     * @param maxMessages How many messages of one conversation are kept in memory. At the limit, its oldest messages are
     *     forgotten.
     * @param maxTotalSize Largest total size of all messages in memory, including images and files. At the limit, the
     *     conversations that were not used for the longest time are forgotten.
     */
    public record Memory(
            @DefaultValue("10000") int maxConversations,
            @DefaultValue("1000") int maxMessages,
            @DefaultValue("64MB") DataSize maxTotalSize) {}
}
