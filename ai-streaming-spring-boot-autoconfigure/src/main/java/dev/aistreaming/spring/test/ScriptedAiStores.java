package dev.aistreaming.spring.test;

import dev.aistreaming.conversation.ConversationLimits;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.thread.Threads;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Replaces stores in Redis or in a database with stores in memory, in slices that lack them. */
@AutoConfiguration(
        afterName = {
            "dev.aistreaming.spring.autoconfigure.AiStreamingRedisAutoConfiguration",
            "dev.aistreaming.spring.autoconfigure.AiStreamingJdbcAutoConfiguration"
        },
        beforeName = {
            "dev.aistreaming.spring.autoconfigure.AiStreamingResumeAutoConfiguration",
            "dev.aistreaming.spring.autoconfigure.AiStreamingConversationAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
class ScriptedAiStores {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "ai.streaming.resume.enabled")
    @ConditionalOnProperty(name = "ai.streaming.resume.store", havingValue = "redis")
    StreamStore aiStreamingScriptedStore(Threads threads) {
        return new InMemoryStreamStore(StreamStoreLimits.DEFAULTS, threads);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "ai.streaming.conversations.store", havingValue = "jdbc")
    ConversationStore aiStreamingScriptedConversationStore() {
        return new InMemoryConversationStore(ConversationLimits.DEFAULTS);
    }
}
