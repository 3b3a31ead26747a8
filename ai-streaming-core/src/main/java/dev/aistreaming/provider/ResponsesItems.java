package dev.aistreaming.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The output items of one response by their index, and what has arrived of each. */
final class ResponsesItems {

    /** An output item. */
    static final class Item {
        final int index;

        /** Whether it is a call of one of the request's tools. */
        boolean isCall;

        /** Whether its text, or the arguments of a call, have begun to arrive. */
        boolean hasText;

        /** The type of event in which its reasoning arrives. */
        private @Nullable String reasoningType;

        Item(int index) {
            this.index = index;
        }

        boolean takesReasoningOf(String type) {
            if (reasoningType == null) {
                reasoningType = type;
            }
            return reasoningType.equals(type);
        }

        boolean hasReasoning() {
            return reasoningType != null;
        }
    }

    private final Map<Integer, Item> items = new HashMap<>();
    private Item current = new Item(ResponsesEvent.NO_INDEX);

    // the part of the reasoning that arrived last
    private @Nullable Item reasoning;
    private int reasoningPart;

    /** An item begins. Without an index it follows the previous one. */
    Item open(int index) {
        return at(index == ResponsesEvent.NO_INDEX ? current.index + 1 : index);
    }

    /** The item with this index or, if an event has none, the item used last. */
    Item at(int index) {
        if (index != ResponsesEvent.NO_INDEX && index != current.index) {
            current = items.computeIfAbsent(index, Item::new);
        }
        return current;
    }

    /** Whether the previous reasoning belonged to the same part. This part becomes the current one. */
    boolean isReasoningOf(Item item, int part) {
        boolean same = reasoning == item && reasoningPart == part;
        reasoning = item;
        reasoningPart = part;
        return same;
    }

    /** The text of a member, or {@code null} if it is empty. */
    static @Nullable String text(Map<String, Object> object, String member) {
        return object.get(member) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** The objects in a list; empty if there are none. */
    @SuppressWarnings("unchecked") // objects in a JsonTree have string keys
    static List<Map<String, Object>> objects(@Nullable Object list) {
        return list instanceof List<?> elements
                ? elements.stream()
                        .filter(Map.class::isInstance)
                        .map(element -> (Map<String, Object>) element)
                        .toList()
                : List.of();
    }

    /** The text of a reasoning item: the summary, or else the reasoning itself. */
    static @Nullable String thoughts(Map<String, Object> item) {
        String summary = texts(objects(item.get("summary")), "\n\n");
        return summary != null ? summary : texts(objects(item.get("content")), "\n\n");
    }

    /** The texts and refusals among parts, or {@code null} if there are none. */
    static @Nullable String texts(List<Map<String, Object>> parts, String between) {
        StringBuilder all = new StringBuilder();
        for (Map<String, Object> part : parts) {
            String text = text(part, "text");
            String said = text != null ? text : text(part, "refusal");
            if (said != null) {
                all.append(all.isEmpty() ? "" : between).append(said);
            }
        }
        return all.isEmpty() ? null : all.toString();
    }
}
