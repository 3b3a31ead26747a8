package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code management.health.ai-streaming}.
 *
 * @param enabled Whether to report the health of AI providers.
 * @param failures How many consecutive failed calls make a provider "DOWN".
 * @param window How long a call counts as recent.
 */
@ConfigurationProperties("management.health.ai-streaming")
record HealthProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("3") int failures,
        @DefaultValue("5m") Duration window) {}
