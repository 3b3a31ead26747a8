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
    }

    /** Reads an object, or returns {@code null} for anything else. */
    static @Nullable OpenAiDelta read(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        OpenAiDelta delta = new OpenAiDelta();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            delta.member(name, json);
        }
        return delta;
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
            case "tool_calls" -> toolCalls(json);
            case "function_call" -> toolCall(json, 0); // as it was before there were tools
            case "role" -> {
                hasRole = json.currentToken() == JsonToken.VALUE_STRING;
                json.skipChildren();
            }
            case "error" -> error |= ErrorSigns.truthy(json);
            default -> json.skipChildren();
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

    private void toolCalls(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            toolCall(json, ToolCalls.NO_INDEX);
            return;
        }
        while (Json.next(json) != JsonToken.END_ARRAY) {
            toolCall(json, ToolCalls.NO_INDEX);
        }
    }

    private void toolCall(JsonParser json, int index) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        ToolCallPart call = new ToolCallPart();
        call.index = index;
        toolCallMembers(json, call);
        if (call.id != null || call.name != null || call.arguments != null) {
            toolCalls = toolCalls.isEmpty() ? new ArrayList<>() : toolCalls;
            toolCalls.add(call);
        }
    }

    /** The function's members are the call's: some servers leave the level out. */
    private static void toolCallMembers(JsonParser json, ToolCallPart call) {
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = Json.next(json);
            switch (name) {
                case "index" -> call.index = Json.integer(json, call.index);
                case "id" -> call.id = Json.text(json);
                case "name" -> call.name = Json.text(json);
                case "arguments" -> call.arguments = LooseText.arguments(json);
                case "function" -> {
                    if (value == JsonToken.START_OBJECT) {
                        toolCallMembers(json, call);
                    } else {
                        json.skipChildren();
                    }
                }
                default -> json.skipChildren();
            }
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
