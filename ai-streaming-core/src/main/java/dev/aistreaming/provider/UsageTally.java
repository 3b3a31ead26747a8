package dev.aistreaming.provider;

import dev.aistreaming.chat.Usage;
import org.jspecify.annotations.Nullable;

/** Usage as it comes in: in one event or several, whole or in part. Of each field the last value counts. */
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

    /** Takes over each field that the newer report has. A negative count is none. */
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
     * Usage where the input counts cached tokens, as OpenAI does. Some (xAI) leave reasoning out of the output: the total
     * tells.
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

    /** Usage where the input counts cached tokens and the output leaves reasoning out, as Gemini does. */
    Usage reasoningBesideOutput() {
        Integer all = output == null && reasoning == null ? null : orZero(output) + orZero(reasoning);
        return new Usage(input, all, cacheRead, cacheWrite, reasoning);
    }

    /** Usage where the input leaves cached tokens out, as Anthropic does. */
    Usage cachedBesideInput() {
        Integer all = input == null ? null : input + orZero(cacheRead) + orZero(cacheWrite);
        return new Usage(all, output, cacheRead, cacheWrite, reasoning);
    }

    /** The same before the answer: the output that Anthropic tells there is what it has begun with, and not what it has come to. */
    Usage inputAlone() {
        Usage usage = cachedBesideInput();
        return new Usage(usage.inputTokens(), null, cacheRead, cacheWrite, null);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
