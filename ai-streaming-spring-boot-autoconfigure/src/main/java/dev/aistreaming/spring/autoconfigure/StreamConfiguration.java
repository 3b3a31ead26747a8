package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.AiStreams;
import dev.aistreaming.spring.ClientKeyResolver;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.spring.provider.Workers;
import dev.aistreaming.spring.stream.ExpectedObjects;
import dev.aistreaming.spring.stream.KeptStreams;
import dev.aistreaming.spring.stream.NoStreams;
import dev.aistreaming.spring.stream.ProducedStreams;
import dev.aistreaming.spring.stream.ResumeSettings;
import dev.aistreaming.spring.stream.StreamControl;
import dev.aistreaming.spring.stream.StreamDrain;
import dev.aistreaming.spring.stream.StreamFormats;
import dev.aistreaming.spring.stream.StreamObservers;
import dev.aistreaming.spring.stream.StreamOpener;
import dev.aistreaming.spring.stream.StreamRegistry;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.web.RequestClientKeyResolver;
import dev.aistreaming.spring.web.RequestStreamOwnerResolver;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.thread.Threads;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that open, list, keep and end streams. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

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
    StreamFormats aiStreamingFormats(
            AiStreamingProperties properties, ObjectProvider<StreamFormat> formats, Threads threads) {
        return FormatSettings.formats(properties, formats, threads);
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

    /** Returns the store. A slice test may have none. */
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
}
