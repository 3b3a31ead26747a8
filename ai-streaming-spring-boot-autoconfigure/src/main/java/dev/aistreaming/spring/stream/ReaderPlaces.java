package dev.aistreaming.spring.stream;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Those who read streams that are kept, by what they have in common, and so many of each at most. Not for several threads at a
 * time.
 */
final class ReaderPlaces {

    private final long max;
    private final Map<String, Set<StreamRegistry.Slot>> byKey = new HashMap<>();

    /** @param max how many of each */
    ReaderPlaces(long max) {
        this.max = max;
    }

    /**
     * Adds one.
     *
     * @param key what it has in common with others; {@code null}: nothing, so it is not counted
     * @return the oldest where there were enough, which is no longer counted
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
