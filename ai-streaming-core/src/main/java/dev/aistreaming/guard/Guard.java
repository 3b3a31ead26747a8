package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps certain content from being passed on. A guard examines a text as it arrives and decides which ranges of it are masked, are
 * replaced or end the answer, and from where on it needs to see more before the text may be passed on. Everything else is passed on
 * immediately.
 *
 * <pre>{@code
 * // no address of ours, however it is cut
 * Guard addresses = new Guard() {
 *     public String name() {
 *         return "addresses";
 *     }
 *
 *     public void look(GuardedText text) {
 *         int at = text.indexOf("10.", text.from());
 *         ...
 *     }
 * };
 * }</pre>
 *
 * <p>For literals, regular expressions and kinds of data such as e-mail addresses, see {@link GuardRule}. A guard is called by many
 * threads, but for a single text by one at a time. It must not block. If it throws an exception, the answer ends with
 * {@code internal}, and nothing that was held back is passed on.
 */
public interface Guard {

    /** The texts that a guard can examine. */
    enum Place {
        /** The answer. */
        OUTPUT,
        /** The model's reasoning. */
        REASONING,
        /** What users say, before anything is sent to the provider. */
        INPUT,
        /** What tools return, before the model and the browser see it. */
        TOOL_RESULTS;

        /** The name in configurations and metrics, such as {@code tool-results}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The name of this guard in metrics and error messages. */
    String name();

    /**
     * Examines the text that has arrived and is not decided yet, from {@link GuardedText#from()} on. The same text may be presented
     * again once more has arrived. Every guard sees the original text, not what other guards have made of it.
     */
    void look(GuardedText text);

    /** The texts that this guard examines. */
    default Set<Place> on() {
        return Set.of(Place.OUTPUT, Place.REASONING);
    }

    /**
     * Returns the guard for one text of one request. A guard with state returns a new instance.
     *
     * @param request the request
     * @return usually {@code this}
     */
    default Guard forRequest(ChatRequest request) {
        return this;
    }

    /** Whether to examine the text again if the model pauses while text is held back: see {@link GuardedText#isPause()}. */
    default boolean looksAtPauses() {
        return false;
    }
}
