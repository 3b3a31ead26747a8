package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.conversation.ConversationLimits;
import dev.aistreaming.conversation.ConversationSettings;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationWindow;
import dev.aistreaming.conversation.Conversations;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.spring.stream.KeptConversations;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Saved conversations. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingConversationAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty("ai.streaming.conversations.store")
    ConversationStore aiStreamingConversationStore(AiStreamingProperties properties) {
        ConversationProperties conversations = properties.conversations();
        if (conversations.store() == ConversationProperties.Store.JDBC) {
            throw new InvalidSettingException(
                    "ai.streaming.conversations.store is jdbc, but there is no DataSource, or several and none of them is"
                            + " primary.",
                    "Add spring-boot-starter-jdbc and set spring.datasource.url, or set the store to memory.");
        }
        ConversationProperties.Memory memory = conversations.memory();
        Settings.requirePositive("ai.streaming.conversations.memory.max-conversations", memory.maxConversations());
        Settings.requirePositive("ai.streaming.conversations.memory.max-messages", memory.maxMessages());
        if (memory.maxTotalSize().toBytes() < 1) {
            throw new InvalidSettingException(
                    "ai.streaming.conversations.memory.max-total-size is " + memory.maxTotalSize() + ".",
                    "Set it to 1 byte or more, or leave it out.");
        }
        return new InMemoryConversationStore(new ConversationLimits(
                memory.maxConversations(),
                memory.maxMessages(),
                memory.maxTotalSize().toBytes()));
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ConversationStore.class)
    ConversationWindow aiStreamingConversationWindow(AiStreamingProperties properties) {
        ConversationProperties.Window window = properties.conversations().window();
        Settings.requirePositive("ai.streaming.conversations.window.max-messages", window.maxMessages());
        Settings.requirePositive("ai.streaming.conversations.window.max-characters", window.maxCharacters());
        return ConversationWindow.last(window.maxMessages(), window.maxCharacters());
    }

    @Bean
    @ConditionalOnBean(ConversationStore.class)
    KeptConversations aiConversations(
            ConversationStore store,
            ConversationWindow window,
            StreamOwnerResolver owners,
            AiStreamingProperties properties,
            Threads threads) {
        return new KeptConversations(
                store, new Conversations(store, window, settings(properties.conversations()), threads), owners);
    }

    private static ConversationSettings settings(ConversationProperties properties) {
        boolean waits = properties.whenBusy() == ConversationProperties.WhenBusy.WAIT;
        try {
            return new ConversationSettings(waits ? properties.waitTimeout() : Duration.ZERO, properties.lease());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "A time under ai.streaming.conversations is out of bounds: " + e.getMessage() + ".",
                    "Change ai.streaming.conversations.wait-timeout or ai.streaming.conversations.lease.");
        }
    }
}
