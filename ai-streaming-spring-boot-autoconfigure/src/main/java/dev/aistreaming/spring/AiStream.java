package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * A stream that is being written, as {@link TaskBuilder#onStart} gets it. Sends custom events to the browser, such as the documents that a
 * retrieval has found. Safe for use by many threads. No method blocks.
 */
public interface AiStream {

    /** Returns the stream's id, by which {@link AiStreams} finds it. */
    String id();

    /**
     * Sends an event: {@code {"data":{"name":..,"value":..}}}. It is sent at once, even while the model is silent. Events of one thread keep
     * their order, and events that are sent before the first token of the model arrive before it.
     *
     * @param name the name of the event, not blank
     * @param value a value that Jackson can write: a record, a bean, a map, a list, a number, a text, or a {@code JsonNode} for existing
     *     JSON
     * @return whether the event was accepted. An accepted event is sent unless the client disconnects. It is not accepted after the
     *     stream has ended (in {@link TaskBuilder#onComplete} the stream has not ended), or if 1,000 events or one million characters
     *     are waiting because the browser does not read
     * @throws IllegalArgumentException if the name is blank, or if Jackson cannot write the value
     */
    default boolean emit(String name, @Nullable Object value) {
        return emit(name, null, value);
    }

    /**
     * Sends an event that can replace an earlier one.
     *
     * @param id an event with the same name and id replaces the earlier event; {@code null} if it replaces none
     */
    boolean emit(String name, @Nullable String id, @Nullable Object value);

    /** Stops the stream. All its readers get an error event with the code {@code cancelled}. */
    void stop();
}
