package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamReading;

/** A stream that Redis knows, not read yet. */
record RemoteReading(String streamId, Stored found, long afterEvent, Followers followers) implements StreamReading {

    @Override
    public StoredStream stream() {
        return found.stream();
    }

    @Override
    public StreamCursor open(Runnable onAvailable) {
        return followers.open(streamId, found, afterEvent, onAvailable);
    }
}
