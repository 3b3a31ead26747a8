package dev.aistreaming.spring.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams that this instance produces, by their ids, until they end. */
public final class ProducedStreams {

    private final Map<String, StreamHandle> byId = new ConcurrentHashMap<>();

    void add(StreamHandle stream) {
        byId.put(stream.id(), stream);
    }

    void remove(StreamHandle stream) {
        byId.remove(stream.id());
    }

    @Nullable
    StreamHandle get(String id) {
        return byId.get(id);
    }
}
