package dev.aistreaming.resume;

/**
 * Events of a stream, one right after the other.
 *
 * @param lastEvent the number of the last of them
 * @param count how many they are, at least 1
 * @param events encoded, each ended by a blank line; not to be changed
 * @param end whether the stream ends with them
 */
@SuppressWarnings("ArrayRecordComponent") // copying what is sent would cost, and nobody compares chunks
public record StreamChunk(long lastEvent, int count, byte[] events, boolean end) {}
