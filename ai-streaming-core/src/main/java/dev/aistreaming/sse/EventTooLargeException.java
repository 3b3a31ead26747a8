package dev.aistreaming.sse;

/** An event is larger than the decoder takes. */
public final class EventTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param limit the largest event taken, in bytes */
    public EventTooLargeException(int limit) {
        super("an event of more than " + limit + " bytes");
    }
}
