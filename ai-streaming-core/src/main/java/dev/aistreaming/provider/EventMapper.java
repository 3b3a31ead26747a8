package dev.aistreaming.provider;

import dev.aistreaming.sse.SseEvent;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;

/** Maps the JSON documents in the stream of one answer. */
interface EventMapper {

    /** The name of an event without a name, as defined by the standard for Server-Sent Events. */
    String UNNAMED = SseEvent.DEFAULT_TYPE;

    /** The classification of a document. */
    enum Verdict {
        /** Part of an answer in this protocol. */
        UNDERSTOOD,
        /** Unknown to this protocol. */
        UNKNOWN,
        /** An error unless the answer continues after it: a status event may look the same. */
        SUSPECTED,
        /** An error, to be read by the caller. */
        ERROR
    }

    /**
     * Maps a document: the data of an event, or a body that is not a stream. Reads all of it before anything is reported.
     *
     * @param json at the document's first token, which opens an object
     * @param eventName supplies the name of the event, or {@link #UNNAMED}
     * @param answer receives what is found
     * @throws tools.jackson.core.JacksonException if it is not JSON, or contains something else where text is expected
     */
    Verdict map(JsonParser json, Supplier<String> eventName, Answer answer);

    /** The body has ended. Reports anything that was pending until then. */
    default void atEnd(Answer answer) {}

    /** Whether the protocol has events with this name whose data is a document. This always includes {@link #UNNAMED}. */
    default boolean isOwnEvent(String name) {
        return name.equals(UNNAMED);
    }
}
