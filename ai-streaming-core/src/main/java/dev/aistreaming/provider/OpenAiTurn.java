package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model in the form that chat completions need back. */
final class OpenAiTurn extends ModelTurn {

    private final OpenAiDialect dialect;
    private final ProviderSettings settings;
    private final CallIds ids;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> state = new LinkedHashMap<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();

    private OpenAiTurn(OpenAiDialect dialect, ProviderSettings settings, CallIds ids) {
        super(new Refusal(settings.name()));
        this.dialect = dialect;
        this.settings = settings;
        this.ids = ids;
    }

    /** The message, or {@code null} if it has no content: servers reject a message with neither text nor calls. */
    static @Nullable Map<String, Object> of(
            Message message, OpenAiDialect dialect, ProviderSettings settings, CallIds ids) {
        OpenAiTurn turn = new OpenAiTurn(dialect, settings, ids);
        boolean says = false;
        for (Part part : message.parts()) {
            says |= part.accept(turn);
        }
        return says ? turn.message() : null;
    }

    @SuppressWarnings("NullAway") // the protocol uses null together with calls
    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
            if (dialect.takesReasoning()) {
                addExtras(state.remove(OpenAiState.EXTRAS));
                message.putAll(state);
            }
            if (dialect.wantsReasoning()) {
                message.putIfAbsent("reasoning_content", "");
            }
        }
        return message;
    }

    private void addExtras(@Nullable Object extras) {
        if (extras instanceof List<?> ofCalls) {
            for (int i = 0; i < Math.min(calls.size(), ofCalls.size()); i++) {
                if (ofCalls.get(i) instanceof Map<?, ?> extra) {
                    calls.get(i).put(OpenAiState.EXTRAS, extra);
                }
            }
        }
    }

    @Override
    public Boolean text(Part.Text part) {
        text.append(part.text());
        return true;
    }

    @Override
    public Boolean toolUse(Part.ToolUse part) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", part.name());
        function.put("arguments", part.arguments());
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", ids.of(part));
        call.put("type", "function");
        call.put("function", function);
        calls.add(call);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            Map<String, Object> fields = JsonTree.object("provider state", part.json());
            if (!dialect.keepsReasoning() || !OpenAiState.FIELDS.containsAll(fields.keySet())) {
                throw refusal.part("provider state", "leave it out");
            }
            state.putAll(fields);
        }
        return false;
    }
}
