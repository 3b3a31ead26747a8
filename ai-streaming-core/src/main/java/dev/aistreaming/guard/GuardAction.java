package dev.aistreaming.guard;

import java.util.Locale;

/** What becomes of what a guard has found. */
public enum GuardAction {
    /** Each character of it but spaces becomes {@code *}. */
    MASK,
    /** Another text takes its place. */
    REPLACE,
    /**
     * The answer ends before it, with {@code content_filtered}; a request is refused with {@code invalid_request}, and of the result of a tool
     * the model is told only that it was withheld.
     */
    END;

    /** The name in configurations and meters, such as {@code mask}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
