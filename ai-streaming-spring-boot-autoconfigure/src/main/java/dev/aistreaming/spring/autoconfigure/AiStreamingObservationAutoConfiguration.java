package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.observation.FallbackMeter;
import dev.aistreaming.observation.GenAiConvention;
import dev.aistreaming.observation.GuardMeter;
import dev.aistreaming.observation.HedgeMeter;
import dev.aistreaming.observation.MeteredProvider;
import dev.aistreaming.observation.ObservedProvider;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.observation.TraceHeaders;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.actuate.ActiveStreamsMeter;
import dev.aistreaming.spring.actuate.ProviderConnectionsMeter;
import dev.aistreaming.spring.actuate.StreamMeters;
import dev.aistreaming.spring.provider.CallHeaders;
import dev.aistreaming.spring.provider.Transports;
import dev.aistreaming.spring.stream.StreamRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Spans and meters, if Micrometer is present and its registries are beans. */
@AutoConfiguration(
        before = AiStreamingAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ai.streaming.observability.enabled", matchIfMissing = true)
public final class AiStreamingObservationAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AiStreamingObservationAutoConfiguration.class);

    @Bean
    @ConditionalOnMissingBean
    GenAiConvention aiStreamingGenAiConvention() {
        return new GenAiConvention();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ObservationRegistry.class)
    static class Spans {

        @Bean
        @Order(ProviderCustomizer.OBSERVATION_ORDER)
        ProviderCustomizer aiStreamingObservations(
                ObservationRegistry registry, GenAiConvention convention, AiStreamingProperties properties) {
            boolean includeContent = properties.observability().includeContent();
            if (includeContent) {
                log.warn(
                        "ai.streaming.observability.include-content is on: what users ask and what models answer is written"
                                + " into traces, and can be read wherever those can");
            }
            return (provider, identity) ->
                    new ObservedProvider(provider, identity, convention, includeContent, registry);
        }

        @Bean
        @ConditionalOnBooleanProperty("ai.streaming.observability.propagate-trace")
        CallHeaders aiStreamingTraceHeaders(ObservationRegistry registry) {
            return new TraceHeaders(registry)::get;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Meters {

        @Bean
        @Order(ProviderCustomizer.METERS_ORDER)
        ProviderCustomizer aiStreamingMeters(MeterRegistry registry, GenAiConvention convention) {
            return new ProviderCustomizer() {
                @Override
                public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
                    return new MeteredProvider(provider, identity, convention, registry);
                }

                @Override
                public ChatProvider customizeChain(ChatProvider chain) {
                    return new FallbackMeter(chain, convention, registry);
                }
            };
        }

        @Bean
        GuardMeter aiStreamingGuardMeter(MeterRegistry registry, GenAiConvention convention) {
            return new GuardMeter(convention, registry);
        }

        @Bean
        HedgeMeter aiStreamingHedgeMeter(MeterRegistry registry, GenAiConvention convention) {
            return new HedgeMeter(convention, registry);
        }

        @Bean
        StreamMeters aiStreamingStreamMeters(MeterRegistry registry) {
            return new StreamMeters(registry);
        }

        @Bean
        ActiveStreamsMeter aiStreamingActiveStreamsMeter(StreamRegistry streams) {
            return new ActiveStreamsMeter(streams);
        }

        @Bean
        ProviderConnectionsMeter aiStreamingProviderConnectionsMeter(Transports transports) {
            return new ProviderConnectionsMeter(transports);
        }
    }
}
