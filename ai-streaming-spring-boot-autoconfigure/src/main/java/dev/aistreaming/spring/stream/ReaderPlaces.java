package dev.aistreaming.spring.stream;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The readers of kept streams, grouped by a key, with a limit per group. Not thread-safe. */
final class ReaderPlaces {

    private final long max;
    private final Map<String, Set<StreamRegistry.Slot>> byKey = new HashMap<>();

    /** @param max the maximum number of readers per group */
    ReaderPlaces(long max) {
        this.max = max;
    }

    /**
     * Adds a reader.
     *
     * @param key the key of its group; {@code null} if the reader does not count
     * @return the oldest reader if the group was full, which no longer counts; otherwise {@code null}
     */
    StreamRegistry.@Nullable Slot add(@Nullable String key, StreamRegistry.Slot reader) {
        if (key == null) {
            return null;
        }
        Set<StreamRegistry.Slot> readers = byKey.computeIfAbsent(key, first -> new LinkedHashSet<>());
        readers.add(reader);
        if (readers.size() <= max) {
            return null;
        }
        Iterator<StreamRegistry.Slot> oldestFirst = readers.iterator();
        StreamRegistry.Slot oldest = oldestFirst.next();
        oldestFirst.remove();
        return oldest;
    }

    void remove(@Nullable String key, StreamRegistry.Slot reader) {
        if (key != null) {
            byKey.computeIfPresent(key, (same, readers) -> {
                readers.remove(reader);
                return readers.isEmpty() ? null : readers;
            });
        }
    }

    int count(String key) {
        Set<StreamRegistry.Slot> readers = byKey.get(key);
        return readers == null ? 0 : readers.size();
    }
}
