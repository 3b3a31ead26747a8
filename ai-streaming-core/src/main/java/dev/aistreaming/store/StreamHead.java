package dev.aistreaming.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a stream from its beginning for as long as it is kept.
 *
 * @param id created by {@link StreamIds#create}
 * @param owner the owner; {@code null} for none
 * @param format the name of the format of its events, such as {@code json}
 * @param key the owner's own name for the stream; several streams may have the same key, one after the other; {@code null} for none
 * @param created when it began, by the clock of the instance that produces it
 */
public record StreamHead(
        String id,
        @Nullable String owner,
        String format,
        @Nullable String key,
        Instant created) {

    /** A stream that begins now and has no key. */
    public StreamHead(String id, @Nullable String owner, String format) {
        this(id, owner, format, null, Instant.now());
    }
}
