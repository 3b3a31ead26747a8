package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The output items of one response in the form in which they are sent back, because the provider stores nothing. Reasoning and
 * calls of the provider's own tools are kept unchanged. For messages and calls of the request's tools, whose content is part of the
 * turn, only position, id and phase are kept. Reasoning must directly precede the item that it led to, and ids are only valid
 * together.
 */
final class ResponsesState implements KeptState {

    static final String ITEMS = "items";

    /** The number of characters of the turn's text that belong to a message. */
    static final String CHARACTERS = "characters";

    /** The size of an item in addition to its text. */
    private static final int PIECE = 32;

    /** Other item types could put words into somebody else's mouth. */
    private static final Set<String> NEVER_AS_IT_CAME =
            Set.of("message", "function_call", "function_call_output", "item_reference");

    private final List<Map<String, Object>> items = new ArrayList<>();
    private boolean asked;
    private boolean complete = true;

    /** Adds a complete item. Returns the approximate number of characters kept. */
    int add(Map<String, Object> item) {
        Object type = item.get("type");
        Map<String, Object> kept = item;
        if ("message".equals(type)) {
            kept = members(item, "type", "id", "status", "phase");
            String text = ResponsesItems.texts(ResponsesItems.objects(item.get("content")), "");
            kept.put(CHARACTERS, text == null ? 0 : text.length());
            asked |= kept.containsKey("phase");
        } else if ("function_call".equals(type)) {
            kept = members(item, "type", "id", "call_id");
        } else {
            asked = true;
            complete &= isComplete(item);
        }
        items.add(kept);
        return PIECE + String.valueOf(kept).length();
    }

    private static Map<String, Object> members(Map<String, Object> item, String... names) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : names) {
            Object value = item.get(name);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    /** Empty reasoning could only be resolved by its id, but the provider has not stored it. */
    private static boolean isComplete(Map<String, Object> item) {
        return isAsItCame(item)
                && (!"reasoning".equals(item.get("type"))
                        || ResponsesItems.text(item, "encrypted_content") != null
                        || !ResponsesItems.objects(item.get("content")).isEmpty());
    }

    /** Whether an item is sent back unchanged. */
    static boolean isAsItCame(Map<String, Object> item) {
        return item.get("type") instanceof String type && !NEVER_AS_IT_CAME.contains(type) && !item.containsKey("role");
    }

    /** If there were only text and calls, it is not needed. */
    @Override
    public List<Part.ProviderState> parts(boolean whole) {
        List<Map<String, Object>> sent = new ArrayList<>();
        boolean worth = complete && asked;
        for (Map<String, Object> item : items) {
            Map<String, Object> each = item;
            if (!complete) {
                if (isAsItCame(item)) {
                    continue;
                }
                each = new LinkedHashMap<>(item);
                each.remove("id");
                worth |= each.containsKey("phase");
            }
            sent.add(each);
        }
        return worth
                ? List.of(KeptState.part(ProviderType.OPENAI_RESPONSES.typeName(), Map.of(ITEMS, sent)))
                : List.of();
    }
}
