package dev.aistreaming.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stream that is open. Holds nothing of what was asked or answered.
 *
 * @param id the first digits of the stream's id: enough to tell it from others and to find it in the log, and too few to read
 *     it with
 * @param provider who is asked at this moment: after a fallback, not who was asked first
 * @param model the model that answers or else the one the request names; {@code null}: neither is known yet
 * @param age how long it has been open
 * @param state how far it is
 * @param characters the length of the answer so far, without reasoning
 * @param chunks how many pieces have come so far, reasoning and pieces of tool calls included; with most providers about a
 *     token each. Tokens themselves are reported at the end, if at all
 * @param client whose it is, shortened so that it names nobody; {@code null}: not known
 * @param readers how many read it here, where it is kept for those who come back; {@code null}: it is not kept
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
