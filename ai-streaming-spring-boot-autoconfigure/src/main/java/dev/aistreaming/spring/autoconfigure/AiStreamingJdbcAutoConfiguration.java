package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.spring.jdbc.JdbcConversationStore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Conversations in a database, if Spring's JDBC support is present. */
@AutoConfiguration(
        before = AiStreamingConversationAutoConfiguration.class,
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnClass({JdbcClient.class, DataSourceScriptDatabaseInitializer.class})
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "ai.streaming.conversations.store", havingValue = "jdbc")
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(ConversationStore.class)
@ImportRuntimeHints(AiStreamingJdbcAutoConfiguration.Schemas.class)
public final class AiStreamingJdbcAutoConfiguration {

    @Bean
    ConversationSchema aiStreamingConversationSchema(DataSource dataSource, AiStreamingProperties properties) {
        return new ConversationSchema(dataSource, properties.conversations().initializeSchema());
    }

    /** Depends on database initialization, so that the tables exist, no matter what creates them. */
    @Bean
    @DependsOnDatabaseInitialization
    JdbcConversationStore aiStreamingJdbcConversationStore(DataSource dataSource) {
        return new JdbcConversationStore(dataSource);
    }

    /** Makes the schema scripts available in native images. */
    static final class Schemas implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.resources().registerPattern("dev/aistreaming/spring/jdbc/schema-*.sql");
        }
    }
}
