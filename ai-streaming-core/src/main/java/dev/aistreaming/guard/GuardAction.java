package dev.aistreaming.guard;

import java.util.Locale;

/** What happens to the text that a guard has found. */
public enum GuardAction {
    /** Each character except spaces becomes {@code *}. */
    MASK,
    /** Another text replaces it. */
    REPLACE,
    /**
     * The answer ends before it with {@code content_filtered}. A request is rejected with {@code invalid_request}, and instead of a
     * tool result the model is told only that it was withheld.
     */
    END;

    /** The name in configurations and metrics, such as {@code mask}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
