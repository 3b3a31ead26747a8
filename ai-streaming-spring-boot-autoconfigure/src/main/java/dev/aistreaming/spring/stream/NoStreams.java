package dev.aistreaming.spring.stream;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamStore;
import java.util.Optional;

/** The store of an application that does not keep streams: all streams are unknown. */
public final class NoStreams implements StreamStore {

    @Override
    public StreamLog create(StreamHead head, StreamProducer producer) {
        throw new IllegalStateException("streams are not kept");
    }

    @Override
    public Optional<StoredStream> find(String streamId) {
        return Optional.empty();
    }

    @Override
    public Optional<StreamReading> read(String streamId, long afterEvent) {
        return Optional.empty();
    }

    @Override
    public boolean stop(String streamId) {
        return false;
    }

    @Override
    public void close() {}
}
