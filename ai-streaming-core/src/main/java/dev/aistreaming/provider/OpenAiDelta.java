package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a choice adds to the answer; or, where it came in one piece or is repeated at the end, the answer's message. */
final class OpenAiDelta {

    @Nullable
    String content;

    @Nullable
    String reasoning;

    @Nullable
    String refusal;

    List<ToolCallPart> toolCalls = List.of();
    boolean hasRole;
    boolean error;

    /** A piece of a tool call. */
    static final class ToolCallPart {
        int index = ToolCalls.NO_INDEX;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String arguments;

        private void member(String member, JsonParser json) {
            switch (member) {
                case "index" -> index = Json.integer(json, index);
                case "id" -> id = Json.text(json);
                case "name" -> name = Json.text(json);
                case "arguments" -> arguments = LooseText.arguments(json);
                // its members are the call's: some servers leave the level out
                case "function" -> Json.members(json, this, ToolCallPart::member);
                default -> {}
            }
        }
    }

    /** Reads an object, or returns {@code null} for anything else. */
    static @Nullable OpenAiDelta read(JsonParser json) {
        OpenAiDelta delta = new OpenAiDelta();
        return Json.members(json, delta, OpenAiDelta::member) ? delta : null;
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "content" -> content(json);
            // two names for the same; who sends both sends the same text twice
            case "reasoning", "reasoning_content" -> {
                String text = LooseText.read(json);
                reasoning = text != null ? text : reasoning;
            }
            case "refusal" -> refusal = refusal(json);
            case "tool_calls" -> Json.elements(json, this, OpenAiDelta::toolCall);
            case "function_call" -> toolCall(json, 0); // as it was before there were tools
            case "role" -> hasRole = json.currentToken() == JsonToken.VALUE_STRING;
            case "error" -> error |= ErrorSigns.truthy(json);
            default -> {}
        }
    }

    private void content(JsonParser json) {
        if (json.currentToken().isStructStart()) {
            ContentParts parts = ContentParts.read(json);
            content = parts.text;
            reasoning = LooseText.join(reasoning, parts.reasoning);
        } else {
            content = LooseText.read(json);
        }
    }

    /** {@code false} says that there is none. */
    private static @Nullable String refusal(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_FALSE ? null : LooseText.read(json);
    }

    private void toolCall(JsonParser json) {
        toolCall(json, ToolCalls.NO_INDEX);
    }

    private void toolCall(JsonParser json, int index) {
        ToolCallPart call = new ToolCallPart();
        call.index = index;
        Json.members(json, call, ToolCallPart::member);
        if (call.id != null || call.name != null || call.arguments != null) {
            toolCalls = toolCalls.isEmpty() ? new ArrayList<>() : toolCalls;
            toolCalls.add(call);
        }
    }

    /** Whether something in it would be shown. */
    boolean hasText() {
        return content != null || reasoning != null || refusal != null;
    }

    /** This and, after it, another of the same answer. */
    OpenAiDelta and(OpenAiDelta next) {
        content = LooseText.join(content, next.content);
        reasoning = LooseText.join(reasoning, next.reasoning);
        refusal = LooseText.join(refusal, next.refusal);
        error |= next.error;
        if (!next.toolCalls.isEmpty()) {
            List<ToolCallPart> both = new ArrayList<>(toolCalls);
            both.addAll(next.toolCalls);
            toolCalls = both;
        }
        return this;
    }
}
