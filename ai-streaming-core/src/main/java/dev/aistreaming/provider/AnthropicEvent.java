package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** What one event of Anthropic's messages holds. The event's kind is in the data; {@code event:} only repeats it. */
final class AnthropicEvent {

    private static final Part NOTHING = new Part();

    String type = "";
    int index;

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    String stopReason;

    @Nullable
    UsageTally usage;

    Part part = NOTHING;
    List<Part> content = List.of();
    boolean error;

    /** A content block, or a delta of one or of the message. */
    static final class Part {
        @Nullable
        String type;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String text;

        @Nullable
        String thinking;

        @Nullable
        String partialJson;

        @Nullable
        String input;

        @Nullable
        String stopReason;
    }

    static AnthropicEvent read(JsonParser json) {
        if (Json.next(json) != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "not a JSON object");
        }
        AnthropicEvent event = new AnthropicEvent();
        event.members(json);
        return event;
    }

    private void members(JsonParser json) {
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "type" -> {
                    String given = Json.text(json);
                    type = given == null ? "" : given;
                    error |= type.equals("error");
                }
                case "index" -> index = Json.integer(json, 0);
                case "delta", "content_block" -> part = part(json);
                case "message" -> message(json);
                case "id" -> id = Json.text(json);
                case "model" -> model = Json.text(json);
                case "stop_reason" -> stopReason = Json.text(json);
                case "content" -> content(json);
                case "usage" -> usage(json);
                case "error" -> {
                    error |= json.currentToken() != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
    }

    /** Its members are the event's, but for its type, which is no news. */
    private void message(JsonParser json) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            String ownType = type;
            members(json);
            type = ownType;
        } else {
            json.skipChildren();
        }
    }

    private void content(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        content = new ArrayList<>();
        while (Json.next(json) != JsonToken.END_ARRAY) {
            content.add(part(json));
        }
    }

    private static Part part(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return NOTHING;
        }
        Part part = new Part();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "type" -> part.type = Json.text(json);
                case "id" -> part.id = Json.text(json);
                case "name" -> part.name = Json.text(json);
                case "text" -> part.text = Json.text(json);
                case "thinking" -> part.thinking = Json.text(json);
                case "partial_json" -> part.partialJson = Json.text(json);
                case "input" -> part.input = Json.textOrJson(json);
                case "stop_reason" -> part.stopReason = Json.text(json);
                default -> json.skipChildren();
            }
        }
        return part;
    }

    private void usage(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        UsageTally tally = new UsageTally();
        usage = tally;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "input_tokens" -> tally.input = Json.integer(json);
                case "output_tokens" -> tally.output = Json.integer(json);
                case "cache_read_input_tokens" -> tally.cacheRead = Json.integer(json);
                case "cache_creation_input_tokens" -> tally.cacheWrite = Json.integer(json);
                case "output_tokens_details" -> tally.reasoning = Json.member(json, "thinking_tokens");
                default -> json.skipChildren();
            }
        }
    }
}
