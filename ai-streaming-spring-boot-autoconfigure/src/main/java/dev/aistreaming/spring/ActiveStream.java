package dev.aistreaming.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes an open stream. Contains nothing of the question or the answer.
 *
 * @param id the first digits of the stream's id: enough to find the stream in the log, but too few to read it
 * @param provider the provider that is being asked; after a fallback, not the first one
 * @param model the model that answers, or else the model of the request; {@code null} if neither is known yet
 * @param age how long the stream has been open
 * @param state the stream's progress
 * @param characters the length of the answer so far, without reasoning
 * @param chunks the number of pieces so far, including reasoning and pieces of tool calls. With most providers, a piece is about one token.
 *     Exact token counts are reported only at the end, if at all
 * @param client the client's key, shortened so that it does not identify anybody; {@code null} if unknown
 * @param readers the number of readers on this instance, if the stream is kept; {@code null} if it is not
 */
public record ActiveStream(
        String id,
        String provider,
        @Nullable String model,
        Duration age,
        StreamState state,
        int characters,
        int chunks,
        @Nullable String client,
        @Nullable Integer readers) {}
