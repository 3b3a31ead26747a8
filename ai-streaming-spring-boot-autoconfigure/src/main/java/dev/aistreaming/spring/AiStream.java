package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;

/**
 * A stream while it is written, for whoever {@linkplain TaskBuilder#onStart opened it}: to send events of the application's own, such
 * as what its retrieval has found. Safe for use by many threads; nothing here waits for anybody.
 */
public interface AiStream {

    /** The stream's id, by which {@link AiStreams} knows it. */
    String id();

    /**
     * Sends an event: {@code {"data":{"name":..,"value":..}}}. It leaves at once, also while the model is silent; events of one thread
     * stay in their order, and one that is sent before the model has said anything comes before all that it says.
     *
     * @param name what it is, not blank
     * @param value written as JSON by Jackson: a record, a bean, a map, a list, a number, a text, or a {@code JsonNode} for JSON that is
     *     there already
     * @return whether it was taken, and so will be sent unless the browser leaves. It is not where the stream has ended (in {@link
     *     TaskBuilder#onComplete} it has not), and where 1,000 events or a million characters wait already, because the browser takes
     *     no more
     * @throws IllegalArgumentException for a blank name, or a value that Jackson cannot write
     */
    default boolean emit(String name, @Nullable Object value) {
        return emit(name, null, value);
    }

    /**
     * As {@link #emit(String, Object)}, for something that changes.
     *
     * @param id what has the same name and id takes the place of what came before; {@code null}: it does not
     */
    boolean emit(String name, @Nullable String id, @Nullable Object value);

    /** Ends the stream: who reads it gets an error event with the code {@code cancelled}. */
    void stop();
}
