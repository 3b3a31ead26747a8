package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Sees to it that something does not leave: it looks at a text as it comes, and says what of it is masked, replaced, or ends the
 * answer, and from where on it wants to see more before it goes. All else goes at once.
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
 * <p>For literals and regular expressions, and for kinds of data such as e-mail addresses, see {@link GuardRule}. Called by many threads, for
 * one text by one at a time. It must not wait; what it throws ends the answer with {@code internal}, and nothing of what was held leaves.
 */
public interface Guard {

    /** What a guard looks at. */
    enum Place {
        /** The answer. */
        OUTPUT,
        /** The reasoning of the model. */
        REASONING,
        /** What people say, before anything is sent. */
        INPUT,
        /** What tools give back, before the model and the browser see it. */
        TOOL_RESULTS;

        /** The name in configurations and meters, such as {@code tool-results}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What meters and refusals call it. */
    String name();

    /**
     * Looks at what has come and is not decided yet, from {@link GuardedText#from()} on. The same text may be shown again when more
     * has come, and every guard sees what came, not what another one made of it.
     */
    void look(GuardedText text);

    /** Where it looks. */
    default Set<Place> on() {
        return Set.of(Place.OUTPUT, Place.REASONING);
    }

    /**
     * The guard for one text of one request; one that keeps something while it looks returns a new one.
     *
     * @param request what is asked
     * @return {@code this}, as a rule
     */
    default Guard forRequest(ChatRequest request) {
        return this;
    }

    /** Whether it is to look once more where the model pauses while text is held: see {@link GuardedText#isPause()}. */
    default boolean looksAtPauses() {
        return false;
    }
}
