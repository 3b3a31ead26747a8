package dev.aistreaming.format;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a format may say of a stream besides its events.
 *
 * @param streamId the stream's id, 32 hexadecimal digits
 * @param model the model that the request names, {@code null} where it names none
 * @param created when the request came
 * @param ids what the front end itself has given names to, such as its thread or its run, or has said of itself, such as what it knows
 *     beyond its protocol's first version; the format knows the keys
 */
public record StreamInfo(String streamId, @Nullable String model, Instant created, Map<String, String> ids) {

    /** Copies the ids. */
    public StreamInfo {
        ids = Map.copyOf(ids);
    }

    /** A stream of which nothing but the id is known: it has expired, or its writer has died. */
    public static StreamInfo of(String streamId) {
        return new StreamInfo(streamId, null, Instant.now(), Map.of());
    }
}
