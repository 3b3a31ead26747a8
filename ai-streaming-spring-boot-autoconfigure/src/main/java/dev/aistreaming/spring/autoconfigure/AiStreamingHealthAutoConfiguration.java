package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.actuate.AiStreamingHealthIndicator;
import dev.aistreaming.spring.provider.ProviderCalls;
import dev.aistreaming.spring.provider.RecordedProvider;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Health indicators of the providers, if Spring Boot's health support is present. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("ai-streaming")
@ConditionalOnMissingBean(name = "aiStreamingHealthIndicator")
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@EnableConfigurationProperties(HealthProperties.class)
public final class AiStreamingHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ProviderCalls aiStreamingProviderCalls() {
        return new ProviderCalls(Clock.tickMillis(ZoneOffset.UTC));
    }

    @Bean
    @Order(ProviderCustomizer.HEALTH_ORDER)
    ProviderCustomizer aiStreamingRecordedProviders(ProviderCalls calls) {
        return (provider, identity) -> new RecordedProvider(provider, calls);
    }

    @Bean
    HealthIndicator aiStreamingHealthIndicator(ProviderCalls calls, HealthProperties properties) {
        Settings.requirePositive("management.health.ai-streaming.failures", properties.failures());
        return new AiStreamingHealthIndicator(calls, properties.failures(), properties.window());
    }
}
