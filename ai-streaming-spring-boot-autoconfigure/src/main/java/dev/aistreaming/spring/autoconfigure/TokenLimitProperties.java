package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code ai.streaming.limits.tokens-per-client}.
 *
 * @param tokens How many tokens, of questions and answers together, one user or, for users who are not signed in, one address
 *     may use in a window. Needs Bucket4j. Default: any number.
 * @param window How long until a client has all its tokens again, from the first that it uses.
 * @param store Where they are counted: in the memory of this application, or in Redis for several instances of it. Default:
 *     where answers are kept, or in memory where none are.
 */
@ConfigurationPropertiesSource
public record TokenLimitProperties(
        @Nullable Integer tokens, @DefaultValue("1h") Duration window, ResumeProperties.@Nullable Store store) {}
