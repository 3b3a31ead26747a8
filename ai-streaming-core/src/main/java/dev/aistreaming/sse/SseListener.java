package dev.aistreaming.sse;

/** Takes what an {@link SseDecoder} finds. */
public interface SseListener {

    /**
     * An event is whole.
     *
     * @param event a view into the decoder, valid only during this call
     */
    void onEvent(SseEvent event);

    /**
     * A line whose field is named {@code error}. The standard ignores such a field, but servers of the llama.cpp family tell
     * their errors in it, and the partial answer would pass for a whole one.
     *
     * @param event a view whose data is the field's value, valid only during this call
     */
    default void onErrorField(SseEvent event) {}

    /**
     * A line that is none of the standard's: its field has another name. The standard ignores it; some servers forget
     * {@code data:} before a document, or answer with a document that is no event stream.
     *
     * @param line a view whose data is the whole line, valid only during this call
     */
    default void onUnknownLine(SseEvent line) {}
}
