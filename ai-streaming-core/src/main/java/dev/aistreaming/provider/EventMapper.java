package dev.aistreaming.provider;

import tools.jackson.core.JsonParser;

/** Maps the JSON documents of one answer's stream. */
interface EventMapper {

    /**
     * Maps a document: an event's data, or a body that is no stream. Reads all of it before it tells the answer anything.
     *
     * @param json before the first token
     * @param answer takes what is found
     * @return whether the document was mapped; {@code false}: it holds an error, which the caller reads
     * @throws tools.jackson.core.JacksonException for what is no JSON
     */
    boolean map(JsonParser json, Answer answer);
}
