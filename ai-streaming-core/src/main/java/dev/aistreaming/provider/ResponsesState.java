package dev.aistreaming.provider;

import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items of one response as they go back with its turn, since the provider keeps nothing: reasoning and calls of its own tools as
 * they came; of messages and of calls of our tools, whose words everybody can read, the place, the id and the phase. Reasoning
 * must stand directly before the item that it led to, and ids count only together.
 */
final class ResponsesState implements KeptState {

    static final String ITEMS = "items";

    /** How much of the turn's text is a message's, in characters. */
    static final String CHARACTERS = "characters";

    /** What an item takes by itself. */
    private static final int PIECE = 32;

    /** Others would put words into somebody else's mouth. */
    private static final Set<String> NEVER_AS_IT_CAME =
            Set.of("message", "function_call", "function_call_output", "item_reference");

    private final List<Map<String, Object>> items = new ArrayList<>();
    private boolean asked;
    private boolean complete = true;

    /** Takes an item that is whole; returns how many characters are kept of it, about. */
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

    /** Reasoning with nothing in it could only be found by its id, and the provider has not kept it. */
    private static boolean isComplete(Map<String, Object> item) {
        return isAsItCame(item)
                && (!"reasoning".equals(item.get("type"))
                        || ResponsesItems.text(item, "encrypted_content") != null
                        || !ResponsesItems.objects(item.get("content")).isEmpty());
    }

    /** Whether an item goes back as it came. */
    static boolean isAsItCame(Map<String, Object> item) {
        return item.get("type") instanceof String type && !NEVER_AS_IT_CAME.contains(type) && !item.containsKey("role");
    }

    /** Where nothing but text and calls came, nobody asks for it. */
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
