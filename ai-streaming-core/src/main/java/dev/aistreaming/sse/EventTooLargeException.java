package dev.aistreaming.sse;

/** Thrown for an event that exceeds the decoder's size limit. */
public final class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param limit the maximum size of an event in bytes */
    public EventTooLargeException(int limit) {
        super("an event of more than " + limit + " bytes");
    }
}
