package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.pipeline.TokenLimits;
import dev.aistreaming.spring.actuate.TokenLimitMeter;
import dev.aistreaming.spring.provider.InMemoryTokenBudget;
import dev.aistreaming.spring.provider.TokenWindow;
import dev.aistreaming.spring.redis.RedisTokenBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TokenLimitAutoConfigurationTests {

    private static final String LIMIT = "ai.streaming.limits.tokens-per-client.";
    private static final String BUCKET4J = "io.github.bucket4j";

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AiStreamingAutoConfiguration.class,
                    AiStreamingTokenBudgetAutoConfiguration.class,
                    AiStreamingTokenLimitAutoConfiguration.class))
            .withPropertyValues(
                    "ai.streaming.providers.openai.api-key=k", "ai.streaming.providers.openai.model=gpt-test");

    private final WebApplicationContextRunner limited = plain.withPropertyValues(LIMIT + "tokens=1000");

    private final WebApplicationContextRunner withRedis =
            limited.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class));

    @Test
    void nothingIsThereUnlessAskedForAndNothingIsNeeded() {
        plain.withClassLoader(new FilteredClassLoader(BUCKET4J, "org.springframework.data.redis", "io.lettuce"))
                .run(context -> assertThat(context)
                        .hasBean("aiService")
                        .doesNotHaveBean(TokenBudget.class)
                        .doesNotHaveBean(TokenLimits.class)
                        .doesNotHaveBean(TokenLimitMeter.class));
    }

    @Test
    void countsInMemoryWithoutRedisAndWithoutMeters() {
        limited.withClassLoader(new FilteredClassLoader(
                        BUCKET4J + ".redis", "org.springframework.data.redis", "io.lettuce", "io.micrometer.core"))
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(InMemoryTokenBudget.class)
                            .hasSingleBean(TokenLimits.class)
                            .doesNotHaveBean("aiStreamingTokenLimitMeter");
                    assertThat(context.getBean(TokenBudget.class).remaining("ann"))
                            .isCompletedWithValue(1000L);
                });
    }

    @Test
    void countsInMemoryThoughThereIsARedisWhereNothingIsKeptInIt() {
        withRedis.run(context ->
                assertThat(context).hasSingleBean(InMemoryTokenBudget.class).hasSingleBean(TokenLimitMeter.class));
        withRedis
                .withPropertyValues("ai.streaming.resume.store=redis")
                .run(context -> assertThat(context).hasSingleBean(InMemoryTokenBudget.class));
        withRedis
                .withPropertyValues(
                        "ai.streaming.resume.enabled=true", "ai.streaming.resume.store=redis", LIMIT + "store=memory")
                .run(context -> assertThat(context).hasSingleBean(InMemoryTokenBudget.class));
    }

    @Test
    void countsInRedisWhereItIsSaidOrAnswersAreKeptThere() {
        withRedis
                .withPropertyValues(LIMIT + "store=REDIS")
                .run(context -> assertThat(context).hasSingleBean(RedisTokenBudget.class));
        withRedis
                .withPropertyValues("ai.streaming.resume.enabled=true", "ai.streaming.resume.store=redis")
                .run(context ->
                        assertThat(context).hasSingleBean(TokenBudget.class).hasSingleBean(RedisTokenBudget.class));
    }

    @Test
    void aBudgetOfTheApplicationsOwnWinsAndNeedsNoSetting() {
        limited.withUserConfiguration(OwnBudget.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(TokenBudget.class)
                        .hasBean("ownBudget")
                        .hasSingleBean(TokenLimits.class));
        plain.withUserConfiguration(OwnBudget.class)
                .run(context -> assertThat(context).hasSingleBean(TokenLimits.class));
    }

    @Test
    void saysWhichDependencyIsMissing() {
        limited.withClassLoader(new FilteredClassLoader(BUCKET4J)).run(context -> {
            InvalidSettingException fault = FailedStart.fault(context.getStartupFailure());
            assertThat(fault).hasMessageContaining(LIMIT + "tokens");
            assertThat(fault.remedy()).contains("com.bucket4j:bucket4j_jdk17-core");
        });
        withRedis
                .withPropertyValues(LIMIT + "store=redis")
                .withClassLoader(new FilteredClassLoader(BUCKET4J + ".redis"))
                .run(context -> assertThat(
                                FailedStart.fault(context.getStartupFailure()).remedy())
                        .contains("com.bucket4j:bucket4j_jdk17-lettuce"));
        limited.withPropertyValues(LIMIT + "store=redis")
                .run(context -> assertThat(
                                FailedStart.fault(context.getStartupFailure()).remedy())
                        .contains("spring-boot-starter-data-redis"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens=0", "tokens=-1", "window=0s", "window=-1h"})
    void refusesALimitThatIsNone(String setting) {
        limited.withPropertyValues(LIMIT + setting)
                .run(context -> assertThat(FailedStart.fault(context.getStartupFailure()))
                        .hasMessageContaining(LIMIT + setting.substring(0, setting.indexOf('='))));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnBudget {
        @Bean
        TokenBudget ownBudget() {
            return new InMemoryTokenBudget(new TokenWindow(1, Duration.ofHours(1)));
        }
    }
}
