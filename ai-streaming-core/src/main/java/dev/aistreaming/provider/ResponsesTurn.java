package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An earlier answer of the model in the form that OpenAI's Responses API needs back: a message, and an item per call, together with
 * the provider's state. If the turn was edited so that the state no longer matches, all of the state is left out, which is allowed;
 * sending part of it would be rejected.
 */
final class ResponsesTurn extends ModelTurn {

    private final ProviderSettings settings;
    private final CallIds ids;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Map<String, Object>> calls = new LinkedHashMap<>();
    private final List<Map<String, Object>> callsInOrder = new ArrayList<>();
    private List<Map<String, Object>> state = List.of();

    private ResponsesTurn(ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.settings = settings;
        this.ids = ids;
    }

    /** The items; empty if there is no content. */
    static List<Map<String, Object>> of(Message message, ProviderSettings settings, CallIds ids) {
        ResponsesTurn turn = new ResponsesTurn(settings, ids);
        for (Part part : message.parts()) {
            part.accept(turn);
        }
        List<Map<String, Object>> asItCame = turn.asItCame();
        return asItCame != null ? asItCame : turn.plain();
    }

    private List<Map<String, Object>> plain() {
        List<Map<String, Object>> items = new ArrayList<>();
        if (!text.isEmpty()) {
            items.add(said(Map.of(), text.toString()));
        }
        items.addAll(callsInOrder);
        return items;
    }

    /** Returns {@code null} if the state does not match. */
    private @Nullable List<Map<String, Object>> asItCame() {
        List<Map<String, Object>> items = new ArrayList<>();
        int whole = 0; // up to the last item followed by another kind: trailing reasoning is rejected
        int from = 0;
        int called = 0;
        for (Map<String, Object> kept : state) {
            if (ResponsesState.isAsItCame(kept)) {
                items.add(kept);
                whole = "reasoning".equals(kept.get("type")) ? whole : items.size();
                continue;
            }
            if ("message".equals(kept.get("type"))) {
                int to = from + characters(kept);
                if (to > text.length()) {
                    return null;
                }
                if (to > from) {
                    items.add(said(kept, text.substring(from, to)));
                }
                from = to;
            } else {
                Map<String, Object> call = calls.get(String.valueOf(kept.get("call_id")));
                if (call == null) {
                    return null;
                }
                called++;
                items.add(with(kept, call));
            }
            whole = items.size();
        }
        boolean fits = !state.isEmpty() && from == text.length() && called == callsInOrder.size();
        return fits ? List.copyOf(items.subList(0, whole)) : null;
    }

    private static int characters(Map<String, Object> message) {
        return message.get(ResponsesState.CHARACTERS) instanceof Integer number ? Math.max(0, number) : 0;
    }

    private static Map<String, Object> with(Map<String, Object> kept, Map<String, Object> call) {
        Map<String, Object> item = new LinkedHashMap<>(call);
        if (kept.containsKey("id")) {
            item.put("id", kept.get("id"));
        }
        return item;
    }

    private static Map<String, Object> said(Map<String, Object> kept, String text) {
        Map<String, Object> message = new LinkedHashMap<>();
        Map<String, Object> part = ContentBlocks.textBlock("output_text", text);
        if (kept.containsKey("id")) { // an item with an id must be complete
            message.put("type", "message");
            message.put("id", kept.get("id"));
            message.put("status", kept.getOrDefault("status", "completed"));
            part.put("annotations", List.of());
        }
        message.put("role", "assistant");
        if (kept.containsKey("phase")) {
            message.put("phase", kept.get("phase"));
        }
        message.put("content", List.of(part));
        return message;
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", "function_call");
        call.put("call_id", ids.of(part));
        call.put("name", part.name());
        call.put("arguments", part.arguments());
        callsInOrder.add(call);
        calls.put(part.id(), call);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            Map<String, Object> given = JsonTree.object("provider state", part.json());
            List<Map<String, Object>> items = ResponsesItems.objects(given.get(ResponsesState.ITEMS));
            if (items.isEmpty() || !items.stream().allMatch(ResponsesTurn::isItem)) {
                throw refusal.part("provider state", "leave it out");
            }
            state = items;
        }
        return false;
    }

    private static boolean isItem(Map<String, Object> item) {
        Object type = item.get("type");
        return "message".equals(type) || "function_call".equals(type) || ResponsesState.isAsItCame(item);
    }
}
