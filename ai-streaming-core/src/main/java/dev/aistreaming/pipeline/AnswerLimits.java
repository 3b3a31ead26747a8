package dev.aistreaming.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * How much may be asked and answered.
 *
 * @param maxRequestCharacters the longest request, instructions and all messages together; {@code null}: any
 * @param maxAnswerCharacters the longest answer, reasoning and tool calls (ids, names and arguments, each as often as it
 *     comes) included; {@code null}: any
 * @param maxToolCalls how many tool calls an answer may have; {@code null}: any number
 */
public record AnswerLimits(
        @Nullable Integer maxRequestCharacters,
        @Nullable Integer maxAnswerCharacters,
        @Nullable Integer maxToolCalls) {

    /**
     * Checks that something may be said.
     *
     * @throws IllegalArgumentException for a limit of less than 1
     */
    public AnswerLimits {
        requirePositive("max-request-characters", maxRequestCharacters);
        requirePositive("max-answer-characters", maxAnswerCharacters);
        requirePositive("max-tool-calls", maxToolCalls);
    }

    private static void requirePositive(String name, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, but is " + value);
        }
    }
}
