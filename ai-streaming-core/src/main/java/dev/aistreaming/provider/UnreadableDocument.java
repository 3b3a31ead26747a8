package dev.aistreaming.provider;

import tools.jackson.core.JacksonException;

/** Thrown for a document that is not JSON, or not what is expected. */
final class UnreadableDocument extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int before;

    UnreadableDocument(JacksonException cause, int before) {
        super(cause.getMessage(), cause, false, false);
        this.before = before;
    }

    /** How many documents of the same event were read before it. */
    int before() {
        return before;
    }
}
