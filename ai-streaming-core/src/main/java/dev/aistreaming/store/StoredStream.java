package dev.aistreaming.store;

import org.jspecify.annotations.Nullable;

/**
 * What a store knows about a stream.
 *
 * @param owner the owner; {@code null} for none
 * @param format the name of the format of its events
 * @param lastEvent the number of the last stored event; 0 if there is none yet
 * @param ended whether that is the last event of the stream
 */
public record StoredStream(@Nullable String owner, String format, long lastEvent, boolean ended) {}
