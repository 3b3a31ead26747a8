package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenRouter's {@code reasoning_details}, whose entries arrive in pieces: pieces with the same number and type belong to the same
 * entry. Texts are concatenated; of all other members, the last value counts.
 */
final class ReasoningDetails {

    /** The size of an entry in addition to its text. */
    private static final int PIECE = 32;

    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final Map<String, Map<String, Object>> byNumber = new LinkedHashMap<>();

    /** Returns the approximate number of characters added. */
    int add(List<?> pieces) {
        int size = 0;
        for (Object piece : pieces) {
            if (piece instanceof Map<?, ?> members) {
                Map<String, Object> entry = entry(members);
                members.forEach((name, value) -> add(entry, String.valueOf(name), value));
                size += PIECE
                        + members.values().stream()
                                .mapToInt(value -> String.valueOf(value).length())
                                .sum();
            }
        }
        return size;
    }

    private Map<String, Object> entry(Map<?, ?> piece) {
        Object index = piece.get("index");
        if (index == null) {
            return newEntry();
        }
        return byNumber.computeIfAbsent(index + " " + piece.get("type"), any -> newEntry());
    }

    private Map<String, Object> newEntry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entries.add(entry);
        return entry;
    }

    @SuppressWarnings("NullAway") // what arrived as null is sent back as null
    private static void add(Map<String, Object> entry, String name, @Nullable Object value) {
        boolean joined = value instanceof String && (name.equals("text") || name.equals("summary"));
        if (!joined) {
            entry.put(name, value == null ? entry.get(name) : value);
        } else if (entry.get(name) instanceof StringBuilder text) {
            text.append(value);
        } else {
            StringBuilder text = new StringBuilder();
            text.append(value); // more may follow
            entry.put(name, text);
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The complete entries in the order in which they began. */
    List<Map<String, Object>> entries() {
        return entries;
    }
}
