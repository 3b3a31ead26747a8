package dev.aistreaming.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The content of one event of Anthropic's Messages API. The kind of event is part of the data; {@code event:} only repeats it. The
 * object is reused for all events of an answer.
 */
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
    private final ErrorSigns signs = new ErrorSigns();

    /** A content block, or a delta of a block or of the message. */
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

        /** A signature, or redacted thinking: a block has at most one of them. */
        @Nullable
        String opaque;

        @Nullable
        String partialJson;

        @Nullable
        String input;

        @Nullable
        String stopReason;

        @Nullable
        Map<String, Object> citation;

        /** The complete block, if it has to be sent back unchanged. */
        @Nullable
        Map<String, Object> whole;

        /** The approximate number of characters kept in addition to its text. */
        int kept;

        private void member(String member, JsonParser json) {
            switch (member) {
                case "type" -> type = Json.text(json);
                case "id" -> id = Json.text(json);
                case "name" -> name = Json.text(json);
                case "text" -> text = LooseText.read(json);
                case "thinking" -> thinking = LooseText.read(json);
                case "signature", "data" -> {
                    opaque = Json.text(json);
                    kept += opaque == null ? 0 : opaque.length();
                }
                case "partial_json" -> partialJson = LooseText.arguments(json);
                case "input" -> input = LooseText.arguments(json);
                case "stop_reason" -> stopReason = FinishReasons.read(json);
                case "citation" -> citation(json);
                default -> {}
            }
        }

        private void citation(JsonParser json) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                String text = Json.copy(json);
                citation = JsonTree.object("citation", text);
                kept += text.length();
            }
        }
    }

    /** Reads an event, replacing the previous one. The parser must be at its first token. */
    void read(JsonParser json) {
        type = "";
        index = NO_INDEX;
        id = null;
        model = null;
        stopReason = null;
        usage = null;
        part = NOTHING;
        content = List.of();
        signs.clear();
        Json.members(json, this, AnthropicEvent::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "type" -> type = signs.type(json);
            case "index" -> index = Json.integer(json, NO_INDEX);
            case "delta" -> part = part(json);
            case "content_block" -> part = block(json);
            case "message" -> message(json);
            case "id" -> id = Json.text(json);
            case "model" -> model = Json.text(json);
            case "stop_reason" -> stopReason = FinishReasons.read(json);
            case "content" -> content(json);
            case "usage" -> usage(json);
            default -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    signs.note(name, json);
                }
            }
        }
    }

    boolean isError() {
        return signs.isCertain(!type.isEmpty());
    }

    /** Whether it is an error unless the answer continues after it. */
    boolean isSuspected() {
        return signs.isSuspected();
    }

    /** Its members are treated as those of the event, except for its type, which is of no interest. */
    private void message(JsonParser json) {
        String ownType = type;
        if (Json.members(json, this, AnthropicEvent::member)) {
            type = ownType;
        } else {
            signs.note("message", json);
        }
    }

    private void content(JsonParser json) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            content = new ArrayList<>();
            Json.elements(json, content, (parts, element) -> parts.add(block(element)));
        } else {
            Part text = new Part();
            text.type = "text";
            text.text = LooseText.read(json);
            content = List.of(text);
        }
    }

    /** Whether a block has to be sent back unchanged is known only once its type has been read. */
    private static Part block(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return NOTHING;
        }
        byte[] copy = Json.copy(json).getBytes(StandardCharsets.UTF_8);
        Part block;
        try (JsonParser again = Json.parser(copy, 0, copy.length)) {
            again.nextToken();
            block = part(again);
        }
        if (AnthropicStateBlocks.isOfTheProvider(block.type)) {
            block.whole = JsonTree.object("block", new String(copy, StandardCharsets.UTF_8));
            block.kept += copy.length;
        }
        return block;
    }

    private static Part part(JsonParser json) {
        Part part = new Part();
        return Json.members(json, part, Part::member) ? part : NOTHING;
    }

    private void usage(JsonParser json) {
        UsageTally tally = new UsageTally();
        usage = Json.members(json, tally, AnthropicEvent::usageMember) ? tally : usage;
    }

    private static void usageMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "input_tokens" -> tally.input = Json.integer(json);
            case "output_tokens" -> tally.output = Json.integer(json);
            case "cache_read_input_tokens" -> tally.cacheRead = Json.integer(json);
            case "cache_creation_input_tokens" -> tally.cacheWrite = Json.integer(json);
            case "output_tokens_details" -> tally.reasoning = Json.member(json, "thinking_tokens");
            default -> {}
        }
    }
}
