package dev.aistreaming.sse;

/** Receives the events that an {@link SseDecoder} finds. */
public interface SseListener {

    /**
     * Called for each complete event.
     *
     * @param event a view into the decoder, valid only during this call
     */
    void onEvent(SseEvent event);

    /**
     * Called for a line with the field name {@code error}. The standard ignores such a field, but servers of the llama.cpp family
     * use it to report errors, and without it a partial answer would pass for a complete one.
     *
     * @param event a view whose data is the value of the field, valid only during this call
     */
    default void onErrorField(SseEvent event) {}

    /**
     * Called for a line with any other field name that is not in the standard. The standard ignores such lines, but some servers
     * omit {@code data:} before a document, or respond with a document that is not an event stream.
     *
     * @param line a view whose data is the whole line, valid only during this call
     */
    default void onUnknownLine(SseEvent line) {}
}
