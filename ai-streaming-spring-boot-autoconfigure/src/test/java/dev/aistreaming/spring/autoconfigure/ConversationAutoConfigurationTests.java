package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.conversation.ConversationLimits;
import dev.aistreaming.conversation.ConversationStore;
import dev.aistreaming.conversation.ConversationWindow;
import dev.aistreaming.conversation.InMemoryConversationStore;
import dev.aistreaming.spring.AiConversations;
import dev.aistreaming.spring.jdbc.JdbcConversationStore;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.BadSqlGrammarException;

class ConversationAutoConfigurationTests {

    private static final String STORE = "ai.streaming.conversations.store=";

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class,
                    AiStreamingConversationAutoConfiguration.class,
                    AiStreamingJdbcAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=gpt-test");

    private final WebApplicationContextRunner withDatabase = plain.withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class))
            .withPropertyValues("spring.datasource.generate-unique-name=true");

    @Test
    void nothingIsThereUnlessAskedFor() {
        withDatabase.run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(ConversationStore.class)
                .doesNotHaveBean(ConversationWindow.class)
                .doesNotHaveBean(AiConversations.class)
                .doesNotHaveBean(ConversationSchema.class));
    }

    @Test
    void memoryNeedsNoDatabase() {
        plain.withPropertyValues(STORE + "memory")
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc", "org.springframework.boot.jdbc"))
                .run(context -> assertThat(context)
                        .hasSingleBean(AiConversations.class)
                        .hasSingleBean(InMemoryConversationStore.class));
    }

    @Test
    void anEmbeddedDatabaseGetsItsTables() {
        withDatabase.withPropertyValues(STORE + "jdbc").run(context -> {
            assertThat(context).hasSingleBean(JdbcConversationStore.class).hasSingleBean(AiConversations.class);
            assertThat(context.getBean(AiConversations.class).messages("1")).isEmpty();
        });
    }

    @Test
    void tablesThatSomebodyElseMakesAreNotMade() {
        withDatabase
                .withPropertyValues(STORE + "jdbc", "ai.streaming.conversations.initialize-schema=never")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(AiConversations.class).messages("1"))
                        .isInstanceOf(BadSqlGrammarException.class));
    }

    @Test
    void jdbcWithoutADatabaseDoesNotStart() {
        plain.withPropertyValues(STORE + "jdbc")
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining("there is no DataSource"));
    }

    @Test
    void aStoreOfTheApplicationsOwnWins() {
        withDatabase
                .withPropertyValues(STORE + "jdbc")
                .withUserConfiguration(OwnStore.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(ConversationStore.class).hasSingleBean(AiConversations.class);
                    assertThat(context).doesNotHaveBean(ConversationSchema.class);
                });
        plain.withUserConfiguration(OwnStore.class)
                .run(context -> assertThat(context).hasSingleBean(AiConversations.class));
    }

    @Test
    void settingsThatMakeNoSenseDoNotStart() {
        for (String setting : new String[] {
            "window.max-messages=0",
            "window.max-characters=-1",
            "memory.max-conversations=0",
            "memory.max-messages=0",
            "memory.max-total-size=0B",
            "lease=10ms"
        }) {
            plain.withPropertyValues(STORE + "memory", "ai.streaming.conversations." + setting)
                    .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                            .hasMessageContaining("ai.streaming.conversations"));
        }
    }

    @Test
    void aNativeImageHasTheTables() {
        RuntimeHints hints = new RuntimeHints();
        new AiStreamingJdbcAutoConfiguration.Schemas().registerHints(hints, null);
        assertThat(RuntimeHintsPredicates.resource().forResource("dev/aistreaming/spring/jdbc/schema-postgresql.sql"))
                .accepts(hints);
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnStore {
        @Bean
        ConversationStore conversations() {
            return new InMemoryConversationStore(ConversationLimits.DEFAULTS);
        }
    }
}
