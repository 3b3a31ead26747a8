package dev.aistreaming.provider;

import dev.aistreaming.sse.SseEvent;
import java.util.function.Supplier;
import tools.jackson.core.JsonParser;

/** Maps the JSON documents of one answer's stream. */
interface EventMapper {

    /** The name of an event that has none, as the standard of Server-Sent Events says. */
    String UNNAMED = SseEvent.DEFAULT_TYPE;

    /** What a document turned out to be. */
    enum Verdict {
        /** Part of an answer in this protocol. */
        UNDERSTOOD,
        /** Nothing that this protocol knows. */
        UNKNOWN,
        /** An error, unless an answer goes on after it: a status event may look the same. */
        SUSPECTED,
        /** An error, which the caller reads. */
        ERROR
    }

    /**
     * Maps a document: an event's data, or a body that is no stream. Reads all of it before it tells the answer anything.
     *
     * @param json at the document's first token, which opens an object
     * @param eventName gives the name of the stream's event, {@link #UNNAMED} where there is none
     * @param answer takes what is found
     * @throws tools.jackson.core.JacksonException for what is no JSON, or has something else where a text belongs
     */
    Verdict map(JsonParser json, Supplier<String> eventName, Answer answer);

    /** The body has ended: what was left open until then is told now. */
    default void atEnd(Answer answer) {}

    /** Whether the protocol has events of this name, whose data are documents. {@link #UNNAMED} is always one. */
    default boolean isOwnEvent(String name) {
        return name.equals(UNNAMED);
    }
}
