package dev.aistreaming.spring.stream;

import dev.aistreaming.store.LastOfKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The streams that this instance produces, by id and key, until they end. */
public final class ProducedStreams {

    private final Map<String, StreamHandle> byId = new ConcurrentHashMap<>();
    private final LastOfKey<StreamHandle> byKey = new LastOfKey<>();

    void add(StreamHandle stream) {
        byId.put(stream.id(), stream);
        byKey.put(stream.owner().orElse(null), stream.key(), stream);
    }

    void remove(StreamHandle stream) {
        byId.remove(stream.id(), stream);
        byKey.remove(stream.owner().orElse(null), stream.key(), stream);
    }

    @Nullable
    StreamHandle get(String id) {
        return byId.get(id);
    }

    /** Returns the latest stream of a key, unless it has ended. */
    @Nullable
    StreamHandle last(@Nullable String owner, String key) {
        return byKey.get(owner, key);
    }
}
