package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;

/**
 * What the readers of a stream get as its end where the instance that wrote it is gone. A store knows nothing of the format of
 * events, so somebody else says it.
 */
@FunctionalInterface
public interface InterruptedEnding {

    /**
     * The last events of a stream. The same for every reader, so that all of them number it alike.
     *
     * @param streamId the stream's id
     * @param format the name of the format that the stream is in
     * @param firstEvent the number of the first of them
     * @return with {@link StreamChunk#end}
     */
    StreamChunk of(String streamId, String format, long firstEvent);
}
