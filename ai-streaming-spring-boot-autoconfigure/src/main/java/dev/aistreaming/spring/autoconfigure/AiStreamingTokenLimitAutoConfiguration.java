package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.pipeline.TokenLimits;
import dev.aistreaming.spring.ClientKeyResolver;
import dev.aistreaming.spring.actuate.TokenLimitMeter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Enforces a token budget per client, if there is one, no matter who counts. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnBean(TokenBudget.class)
public final class AiStreamingTokenLimitAutoConfiguration {

    @Bean
    TokenLimits aiStreamingTokenLimits(TokenBudget budget, ClientKeyResolver clients) {
        return new TokenLimits(budget, clients::currentClient);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = "ai.streaming.observability.enabled", matchIfMissing = true)
    static class Meters {

        @Bean
        TokenLimitMeter aiStreamingTokenLimitMeter(TokenLimits limits) {
            return new TokenLimitMeter(limits);
        }
    }
}
