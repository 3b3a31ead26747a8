package dev.aistreaming.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a stream begins with, and what is known of it as long as it is kept.
 *
 * @param id as {@link StreamIds#create} makes it
 * @param owner whose it is; {@code null}: nobody's
 * @param format the name of the format that its events are in, such as {@code json}
 * @param key what its owner calls it, besides its id; several streams may have it, one after the other. {@code null}: nothing
 * @param created when it began, by the clock of the instance that produces it
 */
public record StreamHead(
        String id,
        @Nullable String owner,
        String format,
        @Nullable String key,
        Instant created) {

    /** Of a stream that begins now and has no key. */
    public StreamHead(String id, @Nullable String owner, String format) {
        this(id, owner, format, null, Instant.now());
    }
}
