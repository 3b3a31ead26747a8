package dev.aistreaming.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * How much may be asked and answered.
 *
 * @param maxRequestCharacters the longest request, instructions and all messages together; {@code null}: any
 * @param maxAnswerCharacters the longest answer, reasoning and tool calls (ids, names and arguments, each as often as it
 *     comes) included; {@code null}: any
 * @param maxToolCalls how many tool calls an answer may have; {@code null}: any number
 * @param maxMediaBytes how many bytes the images, files and sounds of a request may have together, results of tools included;
 *     {@code null}: any number
 */
public record AnswerLimits(
        @Nullable Integer maxRequestCharacters,
        @Nullable Integer maxAnswerCharacters,
        @Nullable Integer maxToolCalls,
        @Nullable Long maxMediaBytes) {

    /** Without a limit of media. */
    public AnswerLimits(
            @Nullable Integer maxRequestCharacters,
            @Nullable Integer maxAnswerCharacters,
            @Nullable Integer maxToolCalls) {
        this(maxRequestCharacters, maxAnswerCharacters, maxToolCalls, null);
    }

    /**
     * Checks that something may be said.
     *
     * @throws IllegalArgumentException for a limit of less than 1
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
