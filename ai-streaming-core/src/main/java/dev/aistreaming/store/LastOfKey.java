package dev.aistreaming.store;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What came last under each key of each owner. Safe for use by many threads.
 *
 * @param <T> a stream, as its user knows it
 */
public final class LastOfKey<T> {

    private final Map<OwnKey, T> last = new ConcurrentHashMap<>();

    private record OwnKey(@Nullable String owner, String key) {}

    /**
     * Takes the place of what came before.
     *
     * @param owner {@code null}: nobody
     * @param key {@code null}: it has none, and is not found
     */
    public void put(@Nullable String owner, @Nullable String key, T stream) {
        if (key != null) {
            last.put(new OwnKey(owner, key), stream);
        }
    }

    /** Forgets a stream, unless another one has taken its place. */
    public void remove(@Nullable String owner, @Nullable String key, T stream) {
        if (key != null) {
            last.remove(new OwnKey(owner, key), stream);
        }
    }

    /** {@code null} where there is none. */
    public @Nullable T get(@Nullable String owner, String key) {
        return last.get(new OwnKey(owner, key));
    }

    /** Forgets all. */
    public void clear() {
        last.clear();
    }

    /** How many keys there are. */
    int size() {
        return last.size();
    }
}
