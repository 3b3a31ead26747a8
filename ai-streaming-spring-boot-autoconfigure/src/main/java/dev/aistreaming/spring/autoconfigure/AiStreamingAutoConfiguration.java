package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardObserver;
import dev.aistreaming.guard.Guards;
import dev.aistreaming.http.AddressFilter;
import dev.aistreaming.output.ExpectedTypes;
import dev.aistreaming.pipeline.HedgeObserver;
import dev.aistreaming.pipeline.TokenLimits;
import dev.aistreaming.provider.ApiKeySource;
import dev.aistreaming.recording.Recorder;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.ProviderConnectionDetails;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.provider.CallHeaders;
import dev.aistreaming.spring.provider.Transports;
import dev.aistreaming.spring.provider.Workers;
import dev.aistreaming.spring.stream.ExpectedObjects;
import dev.aistreaming.spring.stream.KeptConversations;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.spring.stream.StreamOpener;
import dev.aistreaming.spring.tool.ToolRegistry;
import dev.aistreaming.thread.ThreadContext;
import dev.aistreaming.thread.Threads;
import java.util.Map;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/** Answers of AI models: complete answers in any application, and streams in web applications. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AiStreamingProperties.class)
@Import({ProviderBeansRegistrar.class, BridgedProviders.class, StreamConfiguration.class, StreamingWebMvc.class})
public final class AiStreamingAutoConfiguration {

    static final String PROVIDER_FACTORY = "aiStreamingProviderFactory";
    static final String SERVICE_FACTORY = "aiStreamingServiceFactory";

    @Bean
    static AotProviderBeans aiStreamingAotProviderBeans(Environment environment) {
        return new AotProviderBeans(environment);
    }

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor aiStreamingDurations() {
        return DurationBindHandler::new;
    }

    @Bean
    static ConfigurationPropertiesBindHandlerAdvisor aiStreamingOptions() {
        return OptionBindHandler::new;
    }

    @Bean
    @ConditionalOnMissingBean
    Workers aiStreamingWorkers() {
        return new Workers();
    }

    @Bean
    Threads aiStreamingThreads(Workers workers, ObjectProvider<ThreadContext> context) {
        return new Threads(workers.executor(), workers.callers(), context.getIfAvailable(() -> ThreadContext.NONE));
    }

    @Bean
    Transports aiStreamingTransports(
            Workers workers, ObjectProvider<CallHeaders> headers, ApplicationEventPublisher events) {
        return new Transports(
                workers.executor(),
                headers.getIfAvailable(() -> CallHeaders.NONE),
                () -> AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN));
    }

    @Bean
    IssuedKeys aiStreamingIssuedKeys() {
        return new IssuedKeys();
    }

    @Bean
    Guards aiStreamingGuards(
            AiStreamingProperties properties,
            ObjectProvider<Guard> guards,
            ObjectProvider<GuardObserver> observers,
            Threads threads) {
        return GuardSettings.guards(
                properties,
                guards.orderedStream().toList(),
                observers.orderedStream().toList(),
                threads);
    }

    @Bean
    ProviderConnections aiStreamingProviderConnections(
            AiStreamingProperties properties, ObjectProvider<ProviderConnectionDetails> details) {
        return new ProviderConnections(
                properties.providers(), details.orderedStream().toList());
    }

    @Bean(PROVIDER_FACTORY)
    ProviderFactory aiStreamingProviderFactory(
            AiStreamingProperties properties,
            ProviderConnections connections,
            ObjectProvider<ConnectionDefaults> defaults,
            ObjectProvider<AddressFilter> addresses,
            Transports transports,
            Threads threads,
            Guards guards,
            ObjectProvider<ProviderCustomizer> customizers,
            ObjectProvider<SslBundles> bundles,
            ObjectProvider<ApiKeySource> keys,
            IssuedKeys issued,
            ObjectProvider<HedgeObserver> hedges,
            ObjectProvider<Recorder> recorder,
            BridgedProviders bridges) {
        ApiKeySource source = keys.getIfAvailable();
        return new ProviderFactory(
                properties,
                connections,
                transports,
                threads,
                guards,
                customizers.orderedStream().toList(),
                new HttpSettingsMapper(
                        properties,
                        defaults.getIfAvailable(() -> ConnectionDefaults.NONE),
                        addresses.getIfAvailable(),
                        new BundleContexts(bundles.getIfAvailable())),
                source == null ? null : issued.noting(source),
                HedgeSettings.hedging(properties, hedges.orderedStream().toList()),
                recorder.getIfAvailable(),
                bridges);
    }

    @Bean
    ProviderDirectory aiStreamingProviders(
            ObjectProvider<ChatProvider> providers,
            ProviderFactory factory,
            AiStreamingProperties properties,
            ObjectProvider<TokenLimits> tokens) {
        TokenLimits limits = tokens.getIfAvailable();
        Map<String, ChatProvider> byName = factory.directory(providers.orderedStream());
        FallbackSettings.check(properties.fallback(), properties.failover(), byName.keySet());
        return new ProviderDirectory(
                byName, properties.fallback(), factory::chain, limits == null ? provider -> provider : limits::around);
    }

    @Bean
    ExpectedObjects aiStreamingExpectedObjects(ListableBeanFactory beans) {
        return new ExpectedObjects(
                () -> new ExpectedTypes(beans.getBeanProvider(JsonMapper.class).getIfAvailable(JsonMapper::new)));
    }

    @Bean(SERVICE_FACTORY)
    ServiceFactory aiStreamingServiceFactory(
            ProviderDirectory directory,
            StreamOpener streams,
            ToolRegistry tools,
            ObjectProvider<KeptConversations> conversations,
            ProviderConnections connections) {
        return new ServiceFactory(connections, directory, streams, tools, conversations.getIfAvailable());
    }

    @Bean
    ToolRegistry aiStreamingTools(ConfigurableListableBeanFactory beans) {
        return new ToolRegistry(beans);
    }

    @Bean
    @ConditionalOnMissingBean
    AiService aiService(ServiceFactory services, AiStreamingProperties properties) {
        return services.defaultService(properties.defaultProvider());
    }

    @Bean
    StartupSummary aiStreamingStartupSummary(
            ProviderDirectory directory, ProviderConnections connections, AiStreamingProperties properties) {
        return new StartupSummary(directory, connections, properties);
    }
}
