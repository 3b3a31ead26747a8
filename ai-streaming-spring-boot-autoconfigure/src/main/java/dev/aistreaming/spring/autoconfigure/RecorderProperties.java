package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code ai.streaming.recorder}.
 *
 * @param directory Where recordings of what providers send are written, which hold personal data. Default: nowhere, nothing is
 *     recorded.
 * @param calls How many calls of each provider are recorded from the start on; the actuator says it later.
 * @param failures How many calls of each provider that fail are recorded from the start on; the actuator says it later.
 * @param includeRequests Whether what was asked is recorded, too.
 * @param maxFileSize How much of one call is kept.
 * @param maxFiles How many recordings the directory may hold. Then nothing is recorded any more.
 */
@ConfigurationPropertiesSource
public record RecorderProperties(
        @Nullable String directory,
        @DefaultValue("0") int calls,
        @DefaultValue("0") int failures,
        @DefaultValue("false") boolean includeRequests,
        @DefaultValue("4MB") DataSize maxFileSize,
        @DefaultValue("100") int maxFiles) {}
