package dev.aistreaming.spring;

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
final class Readers {

    private final long max;
    private final Map<String, Set<ActiveStreams.Slot>> byKey = new HashMap<>();

    /** @param max how many of each */
    Readers(long max) {
        this.max = max;
    }

    /**
     * Adds one.
     *
     * @param key what it has in common with others; {@code null}: nothing, so it is not counted
     * @return the oldest where there were enough, which is no longer counted
     */
    ActiveStreams.@Nullable Slot add(@Nullable String key, ActiveStreams.Slot reader) {
        if (key == null) {
            return null;
        }
        Set<ActiveStreams.Slot> readers = byKey.computeIfAbsent(key, first -> new LinkedHashSet<>());
        readers.add(reader);
        if (readers.size() <= max) {
            return null;
        }
        Iterator<ActiveStreams.Slot> oldestFirst = readers.iterator();
        ActiveStreams.Slot oldest = oldestFirst.next();
        oldestFirst.remove();
        return oldest;
    }

    void remove(@Nullable String key, ActiveStreams.Slot reader) {
        if (key != null) {
            byKey.computeIfPresent(key, (same, readers) -> {
                readers.remove(reader);
                return readers.isEmpty() ? null : readers;
            });
        }
    }

    int count(String key) {
        Set<ActiveStreams.Slot> readers = byKey.get(key);
        return readers == null ? 0 : readers.size();
    }
}
