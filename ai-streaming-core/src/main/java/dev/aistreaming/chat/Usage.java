package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * The tokens used by an answer. Values that the provider did not report are {@code null}. For an answer that was stopped or broke
 * off, they may instead be estimated, in which case the whole usage is marked as {@link #estimated}.
 *
 * @param inputTokens tokens of the prompt, including cached ones
 * @param outputTokens tokens of the answer, including hidden reasoning
 * @param cacheReadTokens how many of the input tokens were read from the provider's prompt cache
 * @param cacheWriteTokens how many of the input tokens were written to the provider's prompt cache
 * @param reasoningTokens how many of the output tokens were spent on reasoning
 * @param estimated whether any value was estimated from text lengths rather than reported by the provider
 */
public record Usage(
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens,
        @Nullable Integer cacheReadTokens,
        @Nullable Integer cacheWriteTokens,
        @Nullable Integer reasoningTokens,
        boolean estimated) {

    /** Negative numbers are treated as unknown. */
    public Usage {
        inputTokens = countOrNull(inputTokens);
        outputTokens = countOrNull(outputTokens);
        cacheReadTokens = countOrNull(cacheReadTokens);
        cacheWriteTokens = countOrNull(cacheWriteTokens);
        reasoningTokens = countOrNull(reasoningTokens);
    }

    /** Usage as reported by the provider. */
    public Usage(
            @Nullable Integer inputTokens,
            @Nullable Integer outputTokens,
            @Nullable Integer cacheReadTokens,
            @Nullable Integer cacheWriteTokens,
            @Nullable Integer reasoningTokens) {
        this(inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, false);
    }

    private static @Nullable Integer countOrNull(@Nullable Integer number) {
        return number == null || number < 0 ? null : number;
    }

    /** Nothing was reported. */
    public static final Usage UNKNOWN = new Usage(null, null, null, null, null);

    /** Adds two usages. A value that only one of them reports is taken as is. The sum is estimated if either of them is. */
    public Usage plus(Usage other) {
        if (!other.known()) {
            return this;
        }
        return new Usage(
                sum(inputTokens, other.inputTokens),
                sum(outputTokens, other.outputTokens),
                sum(cacheReadTokens, other.cacheReadTokens),
                sum(cacheWriteTokens, other.cacheWriteTokens),
                sum(reasoningTokens, other.reasoningTokens),
                estimated || other.estimated);
    }

    private static @Nullable Integer sum(@Nullable Integer a, @Nullable Integer b) {
        return a == null || b == null ? (a == null ? b : a) : Integer.valueOf(a + b);
    }

    /** Returns the same usage with these estimates in place of its input and output tokens. */
    public Usage withEstimates(int inputTokens, int outputTokens) {
        return new Usage(inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, true);
    }

    /** Whether any value is known, reported or estimated. */
    public boolean known() {
        return !equals(UNKNOWN);
    }
}
