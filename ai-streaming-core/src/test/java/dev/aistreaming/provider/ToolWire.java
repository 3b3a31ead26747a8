package dev.aistreaming.provider;

import dev.aistreaming.chat.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How answers with calls of tools look on the wire of each protocol. */
final class ToolWire {

    private ToolWire() {}

    /** Those whose answers are known here. */
    static Stream<ProviderType> types() {
        return Stream.of(ProviderType.OPENAI, ProviderType.ANTHROPIC, ProviderType.GROQ, ProviderType.MISTRAL);
    }

    /** An event. Quotes may be single ones. */
    static String event(String json) {
        return "data: " + json.replace('\'', '"') + "\n\n";
    }

    private static String event(Map<String, ?> json) {
        return "data: " + new String(Json.write(json), StandardCharsets.UTF_8) + "\n\n";
    }

    /** An answer that calls these, and is whole. */
    static String calls(ProviderType type, ToolCall... calls) {
        boolean anthropic = type == ProviderType.ANTHROPIC;
        return calls(type, anthropic ? "tool_use" : "tool_calls", "", calls);
    }

    /**
     * An answer that calls these.
     *
     * @param reason why it stops, in the provider's words
     * @param before events that come first
     */
    static String calls(ProviderType type, String reason, String before, ToolCall... calls) {
        StringBuilder body = new StringBuilder(before);
        for (int i = 0; i < calls.length; i++) {
            body.append(type == ProviderType.ANTHROPIC ? block(i + 10, calls[i]) : delta(i, calls[i]));
        }
        return body.append(ending(type, reason)).toString();
    }

    private static String delta(int index, ToolCall call) {
        Map<String, Object> function = Map.of("name", call.name(), "arguments", call.arguments());
        Map<String, Object> delta =
                Map.of("tool_calls", List.of(Map.of("index", index, "id", call.id(), "function", function)));
        return event(Map.of("choices", List.of(Map.of("index", 0, "delta", delta))));
    }

    private static String block(int index, ToolCall call) {
        Map<String, Object> block = Map.of("type", "tool_use", "id", call.id(), "name", call.name(), "input", Map.of());
        Map<String, Object> delta = Map.of("type", "input_json_delta", "partial_json", call.arguments());
        return event(Map.of("type", "content_block_start", "index", index, "content_block", block))
                + event(Map.of("type", "content_block_delta", "index", index, "delta", delta))
                + event(Map.of("type", "content_block_stop", "index", index));
    }

    private static String ending(ProviderType type, String reason) {
        return type == ProviderType.ANTHROPIC
                ? event("{'type':'message_delta','delta':{'stop_reason':'" + reason + "'}}")
                        + event("{'type':'message_stop'}")
                : event("{'choices':[{'index':0,'delta':{},'finish_reason':'" + reason + "'}]}") + "data: [DONE]\n\n";
    }

    /** A piece of text. */
    static String text(ProviderType type, String text) {
        return type == ProviderType.ANTHROPIC
                ? event("{'type':'content_block_start','index':1,'content_block':{'type':'text','text':'" + text
                                + "'}}")
                        + event("{'type':'content_block_stop','index':1}")
                : event("{'choices':[{'index':0,'delta':{'content':'" + text + "'}}]}");
    }

    /** An answer that says this. */
    static String answer(ProviderType type, String text) {
        return text(type, text) + ending(type, type == ProviderType.ANTHROPIC ? "end_turn" : "stop");
    }
}
