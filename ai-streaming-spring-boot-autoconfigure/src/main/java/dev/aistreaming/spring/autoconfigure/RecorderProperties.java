package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code ai.streaming.recorder}.
 *
 * @param directory Directory for recordings of what providers send. They contain personal data. With the directory alone
 *     nothing is recorded until the actuator is told to. Default: none; there is no recorder.
 * @param calls How many calls of each provider to record from the start of the application. The actuator can change it later.
 * @param failures How many failed calls of each provider to record from the start of the application. The actuator can change
 *     it later.
 * @param includeRequests Whether to record the request bodies, too.
 * @param maxFileSize How much of one call is kept. The rest is left out, and the recording says so.
 * @param maxFiles How many recordings the directory may hold. At the limit nothing more is recorded; nothing is deleted.
 */
@ConfigurationPropertiesSource
public record RecorderProperties(
        @Nullable String directory,
        @DefaultValue("0") int calls,
        @DefaultValue("0") int failures,
        @DefaultValue("false") boolean includeRequests,
        @DefaultValue("4MB") DataSize maxFileSize,
        @DefaultValue("100") int maxFiles) {}
