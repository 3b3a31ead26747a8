package dev.aistreaming.provider;

import dev.aistreaming.chat.FinishReason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Interprets the various finish reasons of providers. */
final class FinishReasons {

    /** A reason that is an object indicates an error. */
    private static final String FAULT = "error";

    private static final List<String> FILTERS = List.of(
            "filter",
            "safety",
            "sensitive",
            "moderation",
            "refusal",
            "blocked",
            "blocklist",
            "prohibited",
            "recitation",
            "guardrail",
            "spii");

    private FinishReasons() {}

    /** The reason in the provider's words, or {@code null} if the value contains none. */
    static @Nullable String read(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_STRING) {
            return token == JsonToken.START_OBJECT ? FAULT : null;
        }
        String reason = json.getString();
        // DashScope sends null as a string
        return reason.isEmpty() || reason.equals("null") ? null : reason;
    }

    /** The meaning of a reason, or {@code null} if the answer broke off. */
    static @Nullable FinishReason meaning(String theirs) {
        String reason = theirs.toLowerCase(Locale.ROOT);
        return switch (reason) {
            case "stop", "eos", "eos_token", "end_turn", "stop_sequence", "complete", "completed", "done" ->
                FinishReason.STOP;
            case "length",
                    "max_tokens",
                    "max_output_tokens",
                    "max_length",
                    "model_length",
                    "model_context_window_exceeded" -> FinishReason.LENGTH;
            case "tool_calls", "tool_call", "function_call", "tool_use" -> FinishReason.TOOL_CALLS;
            default ->
                FILTERS.stream().anyMatch(reason::contains)
                        ? FinishReason.CONTENT_FILTER
                        : brokeOff(reason) ? null : FinishReason.OTHER;
        };
    }

    /**
     * vLLM's abort, Z.AI's network_error, DeepSeek's insufficient_system_resource, OpenRouter's and Mistral's error, Gemini's
     * malformed_function_call ...
     */
    private static boolean brokeOff(String reason) {
        return switch (reason) {
            case "abort",
                    "aborted",
                    "cancel",
                    "cancelled",
                    "canceled",
                    "timeout",
                    "failed",
                    "failure",
                    "interrupted",
                    "insufficient_system_resource",
                    "unexpected_tool_call",
                    "too_many_tool_calls",
                    "missing_thought_signature" -> true;
            default -> reason.contains("error") || reason.startsWith("malformed");
        };
    }
}
