package dev.aistreaming.provider;

import dev.aistreaming.chat.Usage;
import org.jspecify.annotations.Nullable;

/** Token usage as it is reported: in one event or several, complete or in part. The last value of each field counts. */
final class UsageTally {

    @Nullable
    Integer input;

    @Nullable
    Integer output;

    @Nullable
    Integer total;

    @Nullable
    Integer cacheRead;

    @Nullable
    Integer cacheWrite;

    @Nullable
    Integer reasoning;

    boolean isEmpty() {
        return input == null
                && output == null
                && total == null
                && cacheRead == null
                && cacheWrite == null
                && reasoning == null;
    }

    /** Adopts each field that is present in the newer report. A negative count is ignored. */
    void merge(UsageTally newer) {
        input = newer(input, newer.input);
        output = newer(output, newer.output);
        total = newer(total, newer.total);
        cacheRead = newer(cacheRead, newer.cacheRead);
        cacheWrite = newer(cacheWrite, newer.cacheWrite);
        reasoning = newer(reasoning, newer.reasoning);
    }

    private static @Nullable Integer newer(@Nullable Integer known, @Nullable Integer told) {
        return told != null && told >= 0 ? told : known;
    }

    /**
     * Usage for providers whose input includes cached tokens, such as OpenAI. Some (xAI) exclude reasoning from the output, which
     * the total reveals.
     */
    Usage cachedInInput() {
        Integer all = output;
        if (input != null
                && output != null
                && total != null
                && reasoning != null
                && total == input + output + reasoning) {
            all = output + reasoning;
        }
        return new Usage(input, all, cacheRead, cacheWrite, reasoning);
    }

    /** Usage for providers whose input includes cached tokens and whose output excludes reasoning, such as Gemini. */
    Usage reasoningBesideOutput() {
        Integer all = output == null && reasoning == null ? null : orZero(output) + orZero(reasoning);
        return new Usage(input, all, cacheRead, cacheWrite, reasoning);
    }

    /** Usage for providers whose input excludes cached tokens, such as Anthropic. */
    Usage cachedBesideInput() {
        Integer all = input == null ? null : input + orZero(cacheRead) + orZero(cacheWrite);
        return new Usage(all, output, cacheRead, cacheWrite, reasoning);
    }

    /**
     * Usage reported before the answer: only the input counts, because at that point Anthropic's output is just what it has begun
     * with.
     */
    Usage inputAlone() {
        Usage usage = cachedBesideInput();
        return new Usage(usage.inputTokens(), null, cacheRead, cacheWrite, null);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
