package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What one event of Anthropic's messages holds. The event's kind is in the data; {@code event:} only repeats it. */
final class AnthropicEvent {

    static final int NO_INDEX = -1;

    private static final Part NOTHING = new Part();

    String type = "";
    int index = NO_INDEX;

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
    private @Nullable ErrorSigns signs;

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

    /** Reads an event, whose first token is the parser's current one. */
    static AnthropicEvent read(JsonParser json) {
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
                    if (type.equals("error")) {
                        signs().isError();
                    }
                }
                case "index" -> index = Json.integer(json, NO_INDEX);
                case "delta", "content_block" -> part = part(json);
                case "message" -> message(json);
                case "id" -> id = Json.text(json);
                case "model" -> model = Json.text(json);
                case "stop_reason" -> stopReason = FinishReasons.read(json);
                case "content" -> content(json);
                case "usage" -> usage(json);
                default -> {
                    if (json.currentToken() != JsonToken.VALUE_NULL && !signs().note(name, json)) {
                        json.skipChildren();
                    }
                }
            }
        }
    }

    private ErrorSigns signs() {
        if (signs == null) {
            signs = new ErrorSigns();
        }
        return signs;
    }

    boolean isError() {
        return signs != null && signs.isCertain(!type.isEmpty());
    }

    /** Whether it is an error unless an answer goes on after it. */
    boolean isSuspected() {
        return signs != null && signs.isSuspected();
    }

    /** Its members are the event's, but for its type, which is no news. */
    private void message(JsonParser json) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            String ownType = type;
            members(json);
            type = ownType;
        } else if (!signs().note("message", json)) {
            json.skipChildren();
        }
    }

    private void content(JsonParser json) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            content = new ArrayList<>();
            while (Json.next(json) != JsonToken.END_ARRAY) {
                content.add(part(json));
            }
        } else {
            Part text = new Part();
            text.type = "text";
            text.text = LooseText.read(json);
            content = List.of(text);
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
                case "text" -> part.text = LooseText.read(json);
                case "thinking" -> part.thinking = LooseText.read(json);
                case "partial_json" -> part.partialJson = LooseText.arguments(json);
                case "input" -> part.input = LooseText.arguments(json);
                case "stop_reason" -> part.stopReason = FinishReasons.read(json);
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
