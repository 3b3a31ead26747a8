package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code ai.streaming.conversations}.
 *
 * @param store Where conversations are kept: in the memory of this application, or in a database. Default: nowhere, unless
 *     there is a bean of type ConversationStore.
 * @param initializeSchema When the tables are created at start: in embedded databases only, always, or never.
 * @param whenBusy What becomes of a question while another answer of its conversation is being written: it is refused with
 *     busy, or waits.
 * @param waitTimeout How long a question waits, where when-busy is wait. It takes a thread of the web server for that time.
 * @param lease How long a conversation stays locked whose instance of the application has died in the middle of an answer.
 * @param window What of a conversation is sent with the next question.
 * @param memory How much is kept, where store is memory.
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

    /** Where conversations are kept. */
    public enum Store {
        /** In the memory of this application. */
        MEMORY,
        /** In a database. */
        JDBC
    }

    /** When tables are created. */
    public enum InitializeSchema {
        /** In an embedded database. */
        EMBEDDED,
        /** In any database, at each start, where they are missing. */
        ALWAYS,
        /** By somebody else. */
        NEVER
    }

    /** What becomes of a second question. */
    public enum WhenBusy {
        /** It is refused with busy. */
        REFUSE,
        /** It waits. */
        WAIT
    }

    /**
     * What of a conversation is sent with the next question. The last question and its answer are sent in any case.
     *
     * @param maxMessages How many messages, calls and results of tools included.
     * @param maxCharacters How long their texts may be together.
     */
    public record Window(
            @DefaultValue("50") int maxMessages,
            @DefaultValue("200000") int maxCharacters) {}

    /**
     * How much is kept in memory. Beyond it, the conversations that were not used for the longest time are forgotten.
     *
     * @param maxConversations How many conversations.
     * @param maxMessages How many messages of one conversation. Beyond it, its first ones are forgotten.
     * @param maxTotalSize How large all messages may be together, images and files included.
     */
    public record Memory(
            @DefaultValue("10000") int maxConversations,
            @DefaultValue("1000") int maxMessages,
            @DefaultValue("64MB") DataSize maxTotalSize) {}
}
