package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;

/**
 * The end that readers get if the instance that wrote a stream is gone. A store does not know the format of events, so the events come
 * from here.
 */
@FunctionalInterface
public interface InterruptedEnding {

    /**
     * Returns the last events of a stream. They are the same for every reader, so that all readers number them alike.
     *
     * @param streamId the stream's id
     * @param format the name of the stream's format
     * @param firstEvent the number of the first of these events
     * @return a chunk with {@link StreamChunk#end}
     */
    StreamChunk of(String streamId, String format, long firstEvent);
}
