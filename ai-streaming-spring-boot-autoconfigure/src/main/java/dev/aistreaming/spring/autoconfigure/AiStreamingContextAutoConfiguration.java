package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.context.MicrometerThreadContext;
import dev.aistreaming.thread.ThreadContext;
import io.micrometer.context.ContextSnapshotFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Passes the context of a request on to other threads, if Micrometer's context propagation is present. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnClass(ContextSnapshotFactory.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
public final class AiStreamingContextAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ThreadContext aiStreamingThreadContext() {
        return new MicrometerThreadContext();
    }
}
