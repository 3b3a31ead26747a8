package dev.aistreaming.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the most recent stream for each owner and key. Thread-safe.
 *
 * @param <T> represents a stream
 */
public final class LastOfKey<T> {

    private final Map<OwnKey, T> last = new ConcurrentHashMap<>();

    private record OwnKey(@Nullable String owner, String key) {}

    /**
     * Replaces the previous stream.
     *
     * @param owner {@code null} for none
     * @param key {@code null} if the stream has none, in which case it is not remembered
     */
    public void put(@Nullable String owner, @Nullable String key, T stream) {
        if (key != null) {
            last.put(new OwnKey(owner, key), stream);
        }
    }

    /** Forgets a stream, unless another one has replaced it. */
    public void remove(@Nullable String owner, @Nullable String key, T stream) {
        if (key != null) {
            last.remove(new OwnKey(owner, key), stream);
        }
    }

    /** Returns {@code null} if there is none. */
    public @Nullable T get(@Nullable String owner, String key) {
        return last.get(new OwnKey(owner, key));
    }

    /** Forgets all streams. */
    public void clear() {
        last.clear();
    }

    /** The number of keys. */
    int size() {
        return last.size();
    }
}
