package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An earlier answer of the model, as chat completions want it back. Each visit tells whether the part says something. */
final class OpenAiTurn implements Part.Visitor<Boolean> {

    private final OpenAiDialect dialect;
    private final ProviderSettings settings;
    private final Refusal refusal;
    private final CallIds ids;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> state = new LinkedHashMap<>();
    private final List<Map<String, Object>> calls = new ArrayList<>();

    private OpenAiTurn(OpenAiDialect dialect, ProviderSettings settings, CallIds ids) {
        this.dialect = dialect;
        this.settings = settings;
        this.refusal = new Refusal(settings.name());
        this.ids = ids;
    }

    /** The message, or {@code null} where nothing is said in it: servers refuse one with neither text nor calls. */
    static @Nullable Map<String, Object> of(
            Message message, OpenAiDialect dialect, ProviderSettings settings, CallIds ids) {
        OpenAiTurn turn = new OpenAiTurn(dialect, settings, ids);
        boolean says = false;
        for (Part part : message.parts()) {
            says |= part.accept(turn);
        }
        return says ? turn.message() : null;
    }

    @SuppressWarnings("NullAway") // null is what the protocol has beside calls
    private Map<String, Object> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text.isEmpty() ? null : text.toString());
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
            if (dialect.takesReasoning()) {
                message.putAll(state);
            }
            if (dialect.wantsReasoning()) {
                message.putIfAbsent("reasoning_content", "");
            }
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

    @Override
    public Boolean image(Part.Image part) {
        throw ofTheModel("an image");
    }

    @Override
    public Boolean file(Part.File part) {
        throw ofTheModel("a file");
    }

    @Override
    public Boolean audio(Part.Audio part) {
        throw ofTheModel("audio");
    }

    private AiException ofTheModel(String what) {
        return refusal.part(what + " in an answer of the model", "put it into a message of the role user");
    }

    @Override
    public Boolean toolResult(Part.ToolResult part) {
        throw refusal.part("a tool result in an answer of the model", "put it into a message of the role tool");
    }
}
