package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.AiRequests;
import dev.aistreaming.spring.context.MicrometerContextViews;
import dev.aistreaming.spring.publish.RequestCall;
import dev.aistreaming.spring.web.AiExceptionHandler;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.webflux.NettyHints;
import dev.aistreaming.spring.webflux.PublisherAdapter;
import dev.aistreaming.spring.webflux.StreamBytesWriter;
import dev.aistreaming.spring.webflux.SubscriberContext;
import dev.aistreaming.thread.Threads;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/** AI answers as streams in WebFlux applications. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, CodecCustomizer.class})
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ImportRuntimeHints({FrontEndRequestHints.class, NettyHints.class})
public final class AiStreamingWebFluxAutoConfiguration {

    @Bean
    Emitters aiStreamingEmitters() {
        return Emitters.ofWebFlux();
    }

    @Bean
    SmartInitializingSingleton aiStreamingEmitterControllers(
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return () -> mappings.forEach(EmitterControllers::refuse);
    }

    @Bean
    CodecCustomizer aiStreamingCodecCustomizer() {
        return configurer -> configurer.customCodecs().register(new StreamBytesWriter());
    }

    @Bean
    SmartInitializingSingleton aiStreamingPublishers(
            ObjectProvider<ReactiveAdapterRegistry> registries, ObjectProvider<SubscriberContext> contexts) {
        PublisherAdapter adapter = new PublisherAdapter(contexts.getIfAvailable(() -> SubscriberContext.NONE));
        return () -> registries.forEach(adapter::addTo);
    }

    @Bean
    @ConditionalOnMissingBean
    AiRequests aiRequests(Threads threads) {
        return new AiRequests() {
            @Override
            public <T> Flow.Publisher<T> call(Callable<? extends T> code) {
                return new RequestCall<T>(code, threads);
            }
        };
    }

    /**
     * Runs behind the filters of Spring Security, whose exchange knows the signed-in user. A filter of the application may run before
     * them.
     */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerWebExchangeContextFilter aiStreamingExchangeFilter() {
        return new ServerWebExchangeContextFilter();
    }

    @Bean
    @ConditionalOnMissingBean
    AiExceptionHandler aiExceptionHandler() {
        return new AiExceptionHandler();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ContextSnapshotFactory.class)
    static class Context {

        @Bean
        SubscriberContext aiStreamingSubscriberContext() {
            return new MicrometerContextViews()::of;
        }
    }
}
