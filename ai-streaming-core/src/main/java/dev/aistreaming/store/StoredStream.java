package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/**
 * What a store knows of a stream.
 *
 * @param owner whose it is; {@code null}: nobody's
 * @param format the name of the format that its events are in
 * @param lastEvent the number of the last event that is kept; 0: none yet
 * @param ended whether that is the last one of the stream
 */
public record StoredStream(@Nullable String owner, String format, long lastEvent, boolean ended) {}
