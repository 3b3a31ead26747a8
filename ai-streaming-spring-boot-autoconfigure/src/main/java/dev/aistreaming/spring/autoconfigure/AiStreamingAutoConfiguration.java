package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderDirectory;
import dev.aistreaming.spring.StreamSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** AI answers as streams for Spring MVC. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AiStreamingProperties.class)
@Import(ProviderBeansRegistrar.class)
public final class AiStreamingAutoConfiguration {

    static final String PROVIDER_FACTORY = "aiStreamingProviderFactory";
    static final String SERVICE_FACTORY = "aiStreamingServiceFactory";

    @Bean
    StreamThreads aiStreamingThreads() {
        return new StreamThreads();
    }

    @Bean
    Timer aiStreamingTimer(StreamThreads threads) {
        return new Timer(threads.executor());
    }

    @Bean
    Transports aiStreamingTransports(StreamThreads threads) {
        return new Transports(threads.executor());
    }

    @Bean(PROVIDER_FACTORY)
    ProviderFactory aiStreamingProviderFactory(AiStreamingProperties properties, Transports transports, Timer timer) {
        return new ProviderFactory(properties, transports, timer);
    }

    @Bean
    @ConditionalOnMissingBean
    StreamFormat aiStreamingFormat(AiStreamingProperties properties) {
        AiStreamingProperties.Sse sse = properties.sse();
        return new JsonFormat(
                sse.includeReasoning(),
                sse.includeToolCalls(),
                sse.includeMetadata(),
                properties.exposeProviderErrors());
    }

    /** A provider of the application's own takes the place of a configured one with the same name. */
    @Bean
    ProviderDirectory aiStreamingProviders(ObjectProvider<ChatProvider> providers, ProviderFactory factory) {
        Map<String, ChatProvider> byName = new LinkedHashMap<>();
        providers.orderedStream().forEach(provider -> {
            ChatProvider decorated = factory.decorate(provider);
            byName.merge(provider.name(), decorated, (first, second) -> second == provider ? first : second);
        });
        return new ProviderDirectory(byName);
    }

    @Bean(SERVICE_FACTORY)
    ServiceFactory aiStreamingServiceFactory(
            ProviderDirectory directory, StreamFormat format, AiStreamingProperties properties, Timer timer) {
        Duration heartbeat = properties.heartbeatInterval();
        if (heartbeat.isZero() || heartbeat.isNegative()) {
            throw new InvalidSettingException(
                    "ai.streaming.heartbeat-interval is " + heartbeat.toMillis() + " ms.",
                    "Set it to a time longer than 0, such as 10s.");
        }
        return new ServiceFactory(directory, new StreamSettings(format, heartbeat), timer);
    }

    @Bean
    @ConditionalOnMissingBean
    AiService aiService(ServiceFactory services, AiStreamingProperties properties) {
        return services.defaultService(properties.defaultProvider());
    }

    @Bean
    @ConditionalOnMissingBean
    AiExceptionHandler aiExceptionHandler() {
        return new AiExceptionHandler();
    }
}
