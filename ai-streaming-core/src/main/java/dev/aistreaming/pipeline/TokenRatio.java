package dev.aistreaming.pipeline;

/**
 * How many characters of texts are a token: the sums of both, which fade, so that what came seven texts ago weighs half. A long text weighs
 * more than a short one. Not for several threads at a time.
 */
final class TokenRatio {

    /** Of English, and about right for most models; where nothing was learnt, it is all there is. */
    static final double DEFAULT = 4;

    private static final double KEPT = 0.9;

    /** How many tokens the default weighs. */
    private static final double TOKENS_OF_DEFAULT = 50;

    /** What is beyond is no ratio of a text: there was something else to be read or written, or the count is none. */
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

    /** Rounded up: a text has at least one. */
    int tokens(long characters) {
        return (int) Math.min(Integer.MAX_VALUE, Math.ceil(characters * tokens / this.characters));
    }
}
