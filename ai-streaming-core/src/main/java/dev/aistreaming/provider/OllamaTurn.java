package dev.aistreaming.provider;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model in the form that Ollama needs back: its reasoning, its text and its calls. */
final class OllamaTurn extends ModelTurn {

    /** The only member of the state: the member of a message that contains the reasoning. */
    static final String THINKING = "thinking";

    private final StringBuilder text = new StringBuilder();
    private final List<Map<String, Object>> calls = new ArrayList<>();
    private @Nullable String thinking;
    private final ProviderSettings settings;

    private OllamaTurn(ProviderSettings settings) {
        super(new Refusal(settings.name()));
        this.settings = settings;
    }

    /** The message, or {@code null} if it has no content. */
    static @Nullable Map<String, Object> of(Message message, ProviderSettings settings) {
        OllamaTurn turn = new OllamaTurn(settings);
        boolean says = false;
        for (Part part : message.parts()) {
            says |= part.accept(turn);
        }
        return says ? turn.message() : null;
    }

    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.toString());
        if (thinking != null) {
            message.put(THINKING, thinking);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return message;
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
        function.put("arguments", input(part));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("type", "function");
        call.put("function", function);
        calls.add(call);
        return true;
    }

    @Override
    public Boolean providerState(Part.ProviderState part) {
        if (part.type().equalsIgnoreCase(settings.type().typeName())) {
            Map<String, Object> state = JsonTree.object("provider state", part.json());
            if (state.size() != 1 || !(state.get(THINKING) instanceof String thoughts)) {
                throw refusal.part("provider state", "leave it out");
            }
            thinking = LooseText.join(thinking, thoughts);
        }
        return false;
    }
}
