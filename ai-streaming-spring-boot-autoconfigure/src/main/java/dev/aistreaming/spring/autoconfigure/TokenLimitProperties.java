package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code ai.streaming.limits.tokens-per-client}.
 *
 * @param tokens How many tokens, of prompts and answers together, one signed-in user or, for anonymous users, one IP address
 *     may use within a window. Requires Bucket4j. Default: no limit.
 * @param window Time from a client's first use until it has its full budget again.
 * @param store Where tokens are counted: "memory" of this instance, or "redis" for all instances together. Default: the value
 *     of "ai.streaming.resume.store" if resumable streams are enabled, otherwise "memory".
 */
@ConfigurationPropertiesSource
public record TokenLimitProperties(
        @Nullable Integer tokens, @DefaultValue("1h") Duration window, ResumeProperties.@Nullable Store store) {}
