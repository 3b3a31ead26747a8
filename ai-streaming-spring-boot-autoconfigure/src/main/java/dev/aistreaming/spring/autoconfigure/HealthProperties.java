package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code management.health.ai-streaming}.
 *
 * @param enabled Whether the health of AI providers is told.
 * @param failures How many calls that failed in a row make a provider down.
 * @param window For how long a call counts.
 */
@ConfigurationProperties("management.health.ai-streaming")
record HealthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") int failures,
        @DefaultValue("5m") Duration window) {}
