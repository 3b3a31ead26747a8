package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.thread.Threads;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Answers that survive a page reload. */
@AutoConfiguration(before = AiStreamingAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "ai.streaming.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "ai.streaming.resume.enabled")
public final class AiStreamingResumeAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    StreamStore aiStreamingStore(AiStreamingProperties properties, Threads threads) {
        ResumeProperties resume = properties.resume();
        if (resume.store() == ResumeProperties.Store.REDIS) {
            throw new InvalidSettingException(
                    "ai.streaming.resume.store is redis, but there is no connection to Redis by Lettuce, or several"
                            + " and none of them is primary.",
                    "Add spring-boot-starter-data-redis and set spring.data.redis.url, or set the store to memory.");
        }
        if (resume.restarts()) {
            throw new InvalidSettingException(
                    "ai.streaming.resume.on-crash is restart, but answers are kept in the memory of one instance, and die with it.",
                    "Set ai.streaming.resume.store to redis, or ai.streaming.resume.on-crash to tell.");
        }
        return new InMemoryStreamStore(limits(resume), threads);
    }

    static StreamStoreLimits limits(ResumeProperties resume) {
        try {
            long maxTotalBytes =
                    AnswerMemory.ofThisJvm().kept(resume.maxTotalSize()).toBytes();
            return new StreamStoreLimits(resume.maxStreamSize().toBytes(), maxTotalBytes, resume.retention());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "Answers cannot be kept: " + e.getMessage() + ".",
                    "Correct ai.streaming.resume.max-stream-size or .max-total-size, which is 256 MB, or a quarter of"
                            + " the heap where that is less, unless you set it.");
        }
    }
}
