package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * Tokens that an answer took. What the provider did not report is {@code null}, but where an answer was stopped or broke off: there
 * it may be estimated, and all of it is {@link #estimated} then.
 *
 * @param inputTokens tokens of the prompt, cached ones included
 * @param outputTokens tokens of the answer, hidden reasoning included
 * @param cacheReadTokens of the input tokens, those read from the provider's prompt cache
 * @param cacheWriteTokens of the input tokens, those written to the provider's prompt cache
 * @param reasoningTokens of the output tokens, those of reasoning
 * @param estimated whether any of it is an estimate, from the lengths of texts, and no report of the provider's
 */
public record Usage(
        @Nullable Integer inputTokens,
        @Nullable Integer outputTokens,
        @Nullable Integer cacheReadTokens,
        @Nullable Integer cacheWriteTokens,
        @Nullable Integer reasoningTokens,
        boolean estimated) {

    /** A negative number is no count, and so unknown. */
    public Usage {
        inputTokens = countOrNull(inputTokens);
        outputTokens = countOrNull(outputTokens);
        cacheReadTokens = countOrNull(cacheReadTokens);
        cacheWriteTokens = countOrNull(cacheWriteTokens);
        reasoningTokens = countOrNull(reasoningTokens);
    }

    /** Tokens as the provider reports them. */
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

    /** The tokens of both. What only one of them reports is taken from there. With an estimate in it, the sum is one. */
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

    /** The same with these numbers, estimated, in place of its own. */
    public Usage withEstimates(int inputTokens, int outputTokens) {
        return new Usage(inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, reasoningTokens, true);
    }

    /** Whether anything is known: reported, or estimated. */
    public boolean known() {
        return !equals(UNKNOWN);
    }
}
