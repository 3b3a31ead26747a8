package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.format.StreamFormat;
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
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.ClientKeyResolver;
import dev.aistreaming.spring.ProviderConnectionDetails;
import dev.aistreaming.spring.ProviderCustomizer;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.spring.provider.CallHeaders;
import dev.aistreaming.spring.provider.Transports;
import dev.aistreaming.spring.provider.Workers;
import dev.aistreaming.spring.stream.ExpectedObjects;
import dev.aistreaming.spring.stream.KeptConversations;
import dev.aistreaming.spring.stream.KeptStreams;
import dev.aistreaming.spring.stream.NoStreams;
import dev.aistreaming.spring.stream.ProducedStreams;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.spring.stream.ResumeSettings;
import dev.aistreaming.spring.stream.StreamControl;
import dev.aistreaming.spring.stream.StreamDrain;
import dev.aistreaming.spring.stream.StreamFormats;
import dev.aistreaming.spring.stream.StreamObservers;
import dev.aistreaming.spring.stream.StreamOpener;
import dev.aistreaming.spring.stream.StreamRegistry;
import dev.aistreaming.spring.tool.ToolRegistry;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.web.RequestClientKeyResolver;
import dev.aistreaming.spring.web.RequestStreamOwnerResolver;
import dev.aistreaming.store.StreamStore;
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

/** Answers of AI models: in one piece in any application, as streams where it has a web server. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AiStreamingProperties.class)
@Import({ProviderBeansRegistrar.class, BridgedProviders.class, StreamingWebMvc.class})
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
    @ConditionalOnMissingBean
    ClientKeyResolver aiStreamingClientKeyResolver() {
        return new RequestClientKeyResolver();
    }

    @Bean
    StreamRegistry aiStreamingActiveStreams(AiStreamingProperties properties, ClientKeyResolver clients) {
        AiStreamingProperties.Limits limits = properties.limits();
        Settings.requirePositive("ai.streaming.limits.max-concurrent-streams", limits.maxConcurrentStreams());
        Settings.requirePositive(
                "ai.streaming.limits.max-concurrent-streams-per-client", limits.maxConcurrentStreamsPerClient());
        int maxReadersPerStream = properties.resume().maxReadersPerStream();
        Settings.requirePositive("ai.streaming.resume.max-readers-per-stream", maxReadersPerStream);
        return new StreamRegistry(
                limits.maxConcurrentStreams(), limits.maxConcurrentStreamsPerClient(), maxReadersPerStream, clients);
    }

    @Bean
    StreamDrain aiStreamingDrain(StreamRegistry streams, Threads threads, AiStreamingProperties properties) {
        return new StreamDrain(streams, threads, properties.shutdown().drainTimeout());
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
    StreamFormats aiStreamingFormats(
            AiStreamingProperties properties, ObjectProvider<StreamFormat> formats, Threads threads) {
        return FormatSettings.formats(properties, formats, threads);
    }

    @Bean
    ExpectedObjects aiStreamingExpectedObjects(ListableBeanFactory beans) {
        return new ExpectedObjects(
                () -> new ExpectedTypes(beans.getBeanProvider(JsonMapper.class).getIfAvailable(JsonMapper::new)));
    }

    @Bean
    BrowserSettings aiStreamingBrowserSettings(AiStreamingProperties properties, Workers workers) {
        return new BrowserSettings(properties.heartbeatInterval(), properties.writeTimeout(), workers.writeLimit());
    }

    @Bean
    @ConditionalOnMissingBean
    StreamOwnerResolver aiStreamingOwnerResolver() {
        return new RequestStreamOwnerResolver();
    }

    @Bean
    ProducedStreams aiStreamingProducedStreams() {
        return new ProducedStreams();
    }

    @Bean
    KeptStreams aiStreamingKeptStreams(
            ObjectProvider<StreamStore> store,
            StreamOwnerResolver owners,
            StreamRegistry streams,
            StreamFormats formats,
            BrowserSettings settings,
            AiStreamingProperties properties,
            Threads threads) {
        ResumeProperties resume = properties.resume();
        return new KeptStreams(
                store(store, properties),
                owners,
                streams,
                formats,
                settings,
                new ResumeSettings(resume.onDisconnect(), resume.linger()),
                threads);
    }

    @Bean
    AiStreams aiStreams(
            ProducedStreams produced,
            KeptStreams kept,
            ObjectProvider<StreamStore> store,
            ObjectProvider<Emitters> emitters,
            AiStreamingProperties properties,
            Threads threads) {
        return new StreamControl(
                produced, kept, store(store, properties), emitters.getIfAvailable(Emitters::withoutWeb), threads);
    }

    /** A test of a slice of the application may have none. */
    private static StreamStore store(ObjectProvider<StreamStore> store, AiStreamingProperties properties) {
        return properties.resume().enabled() ? store.getIfAvailable(NoStreams::new) : new NoStreams();
    }

    @Bean
    StreamOpener aiStreamingStreamOpener(
            StreamRegistry streams,
            StreamFormats formats,
            ExpectedObjects expected,
            BrowserSettings settings,
            Threads threads,
            KeptStreams kept,
            ProducedStreams produced,
            AiStreamingProperties properties,
            ObjectProvider<StreamStore> store,
            ObjectProvider<StreamObserver> observers,
            ObjectProvider<Emitters> emitters) {
        StreamObserver observer = new StreamObservers(observers.orderedStream().toList());
        return new StreamOpener(
                streams,
                formats,
                expected,
                settings,
                threads,
                kept,
                produced,
                !(store(store, properties) instanceof NoStreams),
                properties.resume().restarts(),
                observer,
                emitters.getIfAvailable(Emitters::withoutWeb));
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
