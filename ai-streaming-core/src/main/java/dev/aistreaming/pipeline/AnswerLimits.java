package dev.aistreaming.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Limits on the size of requests and answers.
 *
 * @param maxRequestCharacters the longest request, counting instructions and all messages; {@code null} for no limit
 * @param maxAnswerCharacters the longest answer, counting text, reasoning and tool calls (ids, names and arguments, each as often
 *     as received); {@code null} for no limit
 * @param maxToolCalls the largest number of tool calls in one answer; {@code null} for no limit
 * @param maxMediaBytes the largest total size in bytes of images, files and audio in a request, including those in tool results;
 *     {@code null} for no limit
 */
public record AnswerLimits(
        @Nullable Integer maxRequestCharacters,
        @Nullable Integer maxAnswerCharacters,
        @Nullable Integer maxToolCalls,
        @Nullable Long maxMediaBytes) {

    /** Limits without one for media. */
    public AnswerLimits(
            @Nullable Integer maxRequestCharacters,
            @Nullable Integer maxAnswerCharacters,
            @Nullable Integer maxToolCalls) {
        this(maxRequestCharacters, maxAnswerCharacters, maxToolCalls, null);
    }

    /**
     * Validates the limits.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public AnswerLimits {
        requirePositive("max-request-characters", maxRequestCharacters);
        requirePositive("max-answer-characters", maxAnswerCharacters);
        requirePositive("max-tool-calls", maxToolCalls);
        requirePositive("max-media-bytes", maxMediaBytes);
    }

    private static void requirePositive(String name, @Nullable Number value) {
        if (value != null && value.longValue() < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, but is " + value);
        }
    }
}
