package dev.aistreaming.format;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a format may know about a stream besides its events.
 *
 * @param streamId the id of the stream, 32 hexadecimal digits
 * @param model the model named by the request; {@code null} if it names none
 * @param created when the request was received
 * @param ids ids given by the front end, such as that of a thread or run, and other properties of the front end, such as optional
 *     features that it supports; the keys are defined by the format
 */
public record StreamInfo(String streamId, @Nullable String model, Instant created, Map<String, String> ids) {

    /** Copies the ids. */
    public StreamInfo {
        ids = Map.copyOf(ids);
    }

    /** A stream of which only the id is known, because it has expired or its writer has died. */
    public static StreamInfo of(String streamId) {
        return new StreamInfo(streamId, null, Instant.now(), Map.of());
    }
}
