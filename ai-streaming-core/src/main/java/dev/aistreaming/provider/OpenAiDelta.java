package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a chunk adds to the answer; or, where it came in one piece, the answer's message. */
final class OpenAiDelta {

    @Nullable
    String content;

    @Nullable
    String refusal;

    List<ToolCallPart> toolCalls = List.of();
    private @Nullable String reasoning;
    private @Nullable String thinking;

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
            switch (name) {
                case "content" -> delta.content(json);
                // two names for the same; who sends both sends the same text twice
                case "reasoning", "reasoning_content" -> {
                    String text = Json.text(json);
                    delta.reasoning = text != null ? text : delta.reasoning;
                }
                case "refusal" -> delta.refusal = Json.text(json);
                case "tool_calls" -> delta.toolCalls(json);
                default -> json.skipChildren();
            }
        }
        return delta;
    }

    @Nullable
    String reasoning() {
        return thinking != null ? thinking : reasoning;
    }

    /** A text, or Mistral's array of texts and thoughts. */
    private void content(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            content = Json.text(json);
            return;
        }
        while (Json.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                contentPart(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void contentPart(JsonParser json) {
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "text" -> content = join(content, Json.text(json));
                case "thinking" -> thinking(json);
                default -> json.skipChildren();
            }
        }
    }

    private void thinking(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            thinking = join(thinking, Json.text(json));
            return;
        }
        while (Json.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            while (Json.next(json) == JsonToken.PROPERTY_NAME) {
                boolean text = json.currentName().equals("text");
                Json.next(json);
                if (text) {
                    thinking = join(thinking, Json.text(json));
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static @Nullable String join(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return second;
        }
        return second == null ? first : first + second;
    }

    private void toolCalls(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        toolCalls = new ArrayList<>();
        while (Json.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                toolCalls.add(toolCall(json));
            } else {
                json.skipChildren();
            }
        }
    }

    private static ToolCallPart toolCall(JsonParser json) {
        ToolCallPart call = new ToolCallPart();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "index" -> call.index = Json.integer(json, ToolCalls.NO_INDEX);
                case "id" -> call.id = Json.text(json);
                case "function" -> function(json, call);
                default -> json.skipChildren();
            }
        }
        return call;
    }

    private static void function(JsonParser json, ToolCallPart call) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "name" -> call.name = Json.text(json);
                case "arguments" -> call.arguments = Json.textOrJson(json);
                default -> json.skipChildren();
            }
        }
    }
}
