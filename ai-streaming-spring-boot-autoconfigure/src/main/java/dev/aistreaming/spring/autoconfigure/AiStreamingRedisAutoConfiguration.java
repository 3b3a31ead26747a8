package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.actuate.UncopiedStreamsMeter;
import dev.aistreaming.spring.redis.RedisStoreLifecycle;
import dev.aistreaming.spring.redis.RedisStreamStore;
import dev.aistreaming.spring.redis.Restarts;
import dev.aistreaming.spring.stream.ProviderDirectory;
import dev.aistreaming.spring.stream.StreamFormats;
import dev.aistreaming.spring.stream.StreamOpener;
import dev.aistreaming.spring.stream.StreamReopener;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamRestarter;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.thread.Threads;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Answers that any instance of an application can resume, if Spring Data Redis is present with Lettuce. */
@AutoConfiguration(
        before = AiStreamingResumeAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnClass({LettuceConnectionFactory.class, RedisClient.class})
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ai.streaming.resume.enabled")
@ConditionalOnProperty(name = "ai.streaming.resume.store", havingValue = "redis")
@ConditionalOnSingleCandidate(LettuceConnectionFactory.class)
@ConditionalOnMissingBean(StreamStore.class)
public final class AiStreamingRedisAutoConfiguration {

    @Bean
    RedisStreamStore aiStreamingRedisStore(
            LettuceConnectionFactory connectionFactory,
            AiStreamingProperties properties,
            StreamFormats formats,
            ObjectProvider<StreamRestarter> restarter,
            Threads threads) {
        ResumeProperties resume = properties.resume();
        StreamStoreLimits limits = AiStreamingResumeAutoConfiguration.limits(resume);
        Restarts restarts = resume.restarts()
                ? new Restarts(EncryptionKey.cipher(resume.encryptionKey()), restarter::getObject, threads::execute)
                : null;
        return new RedisStreamStore(
                new InMemoryStreamStore(limits, threads),
                connectionFactory,
                limits,
                new FormattedEnding(formats),
                restarts);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "ai.streaming.resume.on-crash", havingValue = "restart")
    StreamRestarter aiStreamingRestarter(ProviderDirectory directory, StreamOpener streams) {
        return new StreamReopener(directory, streams);
    }

    @Bean
    RedisStoreLifecycle aiStreamingRedisStoreLifecycle(RedisStreamStore store) {
        return new RedisStoreLifecycle(store);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = "ai.streaming.observability.enabled", matchIfMissing = true)
    static class Meters {

        @Bean
        UncopiedStreamsMeter aiStreamingUncopiedStreamsMeter(RedisStreamStore store) {
            return new UncopiedStreamsMeter(store);
        }
    }
}
