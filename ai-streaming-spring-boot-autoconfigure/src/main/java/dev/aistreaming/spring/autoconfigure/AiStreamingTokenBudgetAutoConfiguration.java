package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.spring.provider.InMemoryTokenBudget;
import dev.aistreaming.spring.provider.TokenWindow;
import dev.aistreaming.spring.redis.RedisTokenBudget;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.util.ClassUtils;

/** Counts the tokens of clients with Bucket4j if a setting limits them. */
@AutoConfiguration(
        before = AiStreamingTokenLimitAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnProperty("ai.streaming.limits.tokens-per-client.tokens")
public final class AiStreamingTokenBudgetAutoConfiguration implements BeanClassLoaderAware {

    private static final String KEY = "ai.streaming.limits.tokens-per-client";

    private ClassLoader classes = getClass().getClassLoader();

    @Override
    public void setBeanClassLoader(ClassLoader classes) {
        this.classes = classes;
    }

    /** Explains what is missing for counting tokens. Applies if neither of the other beans could be created. */
    @Bean
    @ConditionalOnMissingBean
    TokenBudget aiStreamingTokenBudget(Environment environment) {
        boolean inRedis = TokensInRedis.isWanted(environment);
        String missing = inRedis ? "bucket4j_jdk17-lettuce" : "bucket4j_jdk17-core";
        String type = inRedis ? "io.github.bucket4j.redis.lettuce.Bucket4jLettuce" : "io.github.bucket4j.Bucket";
        if (!ClassUtils.isPresent(type, classes)) {
            throw new InvalidSettingException(
                    KEY + ".tokens is set, but what counts them" + (inRedis ? " in Redis" : "")
                            + ", Bucket4j, is missing.",
                    "Add the dependency com.bucket4j:" + missing + ", define a bean of type TokenBudget, or leave the"
                            + " setting out.");
        }
        throw new InvalidSettingException(
                KEY + " are counted in Redis, but there is no connection to Redis by Lettuce, or several and none of"
                        + " them is primary.",
                "Add spring-boot-starter-data-redis and set spring.data.redis.url, or set " + KEY
                        + ".store to memory.");
    }

    private static TokenWindow window(TokenLimitProperties limit) {
        Settings.requirePositive(KEY + ".tokens", limit.tokens());
        Duration window = limit.window();
        if (window.isZero() || window.isNegative()) {
            throw new InvalidSettingException(
                    KEY + ".window is " + window.toMillis() + "ms.", "Set it to more than 0, or leave it out.");
        }
        return new TokenWindow(limit.tokens() == null ? Long.MAX_VALUE : limit.tokens(), window);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Bucket4jLettuce.class, LettuceConnectionFactory.class, RedisClient.class})
    @ConditionalOnSingleCandidate(LettuceConnectionFactory.class)
    @Conditional(TokensInRedis.class)
    static class InRedis {

        @Bean
        @ConditionalOnMissingBean(TokenBudget.class)
        RedisTokenBudget aiStreamingRedisTokenBudget(
                LettuceConnectionFactory connectionFactory, AiStreamingProperties properties) {
            return new RedisTokenBudget(
                    connectionFactory, window(properties.limits().tokensPerClient()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Bucket.class)
    @Conditional(TokensInRedis.Not.class)
    static class InMemory {

        @Bean
        @ConditionalOnMissingBean(TokenBudget.class)
        InMemoryTokenBudget aiStreamingInMemoryTokenBudget(AiStreamingProperties properties) {
            return new InMemoryTokenBudget(window(properties.limits().tokensPerClient()));
        }
    }
}
