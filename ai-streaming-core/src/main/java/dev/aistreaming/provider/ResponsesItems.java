package dev.aistreaming.provider;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The items of one response's output, by their place in it: what of each has come. */
final class ResponsesItems {

    /** An item. */
    static final class Item {
        final int index;

        /** A call of a tool of ours. */
        boolean isCall;

        /** Its text, or a call's arguments, have begun to come. */
        boolean hasText;

        /** The kind of event that its reasoning comes by. */
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

    // the part of the reasoning that came last
    private @Nullable Item reasoning;
    private int reasoningPart;

    /** An item begins; without a place it follows the one before. */
    Item open(int index) {
        return at(index == ResponsesEvent.NO_INDEX ? current.index + 1 : index);
    }

    /** The item of this place, or, where an event names none, the one that was looked at last. */
    Item at(int index) {
        if (index != ResponsesEvent.NO_INDEX && index != current.index) {
            current = items.computeIfAbsent(index, Item::new);
        }
        return current;
    }

    /** Whether the reasoning before was of the same part; from now on it is of this one. */
    boolean isReasoningOf(Item item, int part) {
        boolean same = reasoning == item && reasoningPart == part;
        reasoning = item;
        reasoningPart = part;
        return same;
    }

    /** The text of a member, unless it is empty. */
    static @Nullable String text(Map<String, Object> object, String member) {
        return object.get(member) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** The objects of a list, or none. */
    @SuppressWarnings("unchecked") // objects of a JsonTree have texts as names
    static List<Map<String, Object>> objects(@Nullable Object list) {
        return list instanceof List<?> elements
                ? elements.stream()
                        .filter(Map.class::isInstance)
                        .map(element -> (Map<String, Object>) element)
                        .toList()
                : List.of();
    }

    /** The words of an item of reasoning: the summary, or else the reasoning itself. */
    static @Nullable String thoughts(Map<String, Object> item) {
        String summary = texts(objects(item.get("summary")), "\n\n");
        return summary != null ? summary : texts(objects(item.get("content")), "\n\n");
    }

    /** The texts and refusals of parts; {@code null}: none. */
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
