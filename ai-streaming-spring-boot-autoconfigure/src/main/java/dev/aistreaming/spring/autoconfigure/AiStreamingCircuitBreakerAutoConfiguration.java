package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.provider.CircuitBreakers;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Circuit breakers, if Resilience4j is present and its registry is a bean. */
@AutoConfiguration(
        before = AiStreamingAutoConfiguration.class,
        afterName = {
            "io.github.resilience4j.springboot3.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
            "io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration"
        })
@ConditionalOnClass(CircuitBreakerRegistry.class)
@ConditionalOnBean(CircuitBreakerRegistry.class)
public final class AiStreamingCircuitBreakerAutoConfiguration {

    @Bean
    @Order(ProviderCustomizer.CIRCUIT_BREAKER_ORDER)
    ProviderCustomizer aiStreamingCircuitBreakers(CircuitBreakerRegistry registry) {
        return new CircuitBreakers(registry);
    }
}
