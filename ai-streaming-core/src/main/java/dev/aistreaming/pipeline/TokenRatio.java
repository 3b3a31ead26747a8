package dev.aistreaming.pipeline;

/**
 * The number of characters per token, as a ratio of two decaying sums, in which a text counts half as much once seven others have
 * followed. Long texts weigh more than short ones. Not thread-safe.
 */
final class TokenRatio {

    /** Typical for English and roughly right for most models. Used until something has been learnt. */
    static final double DEFAULT = 4;

    private static final double KEPT = 0.9;

    /** The weight of the default, in tokens. */
    private static final double TOKENS_OF_DEFAULT = 50;

    /** Ratios outside of these bounds do not describe text: the model read or wrote something else, or the count is wrong. */
    private static final double LEAST = 0.25;

    private static final double MOST = 20;

    private double characters = DEFAULT * TOKENS_OF_DEFAULT;
    private double tokens = TOKENS_OF_DEFAULT;

    void learn(long characters, int tokens) {
        double ratio = (double) characters / tokens;
        if (ratio >= LEAST && ratio <= MOST) {
            this.characters = this.characters * KEPT + characters;
            this.tokens = this.tokens * KEPT + tokens;
        }
    }

    /** Rounded up, because any text has at least one token. */
    int tokens(long characters) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(characters * tokens / this.characters));
    }
}
