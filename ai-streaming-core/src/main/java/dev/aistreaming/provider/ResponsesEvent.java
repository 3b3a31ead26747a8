package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The content of one event of OpenAI's Responses API, or of a response in one piece. The kind of event is part of the data;
 * {@code event:}, which some servers leave out, only repeats it. The object is reused for all events of an answer.
 */
final class ResponsesEvent {

    static final int NO_INDEX = -1;

    String type = "";

    /** The index of the output item it belongs to. Some servers change the ids of items from event to event. */
    int outputIndex = NO_INDEX;

    /** The index of the part within the item. */
    int partIndex = NO_INDEX;

    @Nullable
    String delta;

    /** Whether there is a delta that is not text. */
    boolean strangeDelta;

    @Nullable
    String arguments;

    /** An item of the output, of which there are few, or an annotation. */
    @Nullable
    Map<String, Object> item;

    @Nullable
    Map<String, Object> annotation;

    // the response, which some events repeat

    boolean isResponse;

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    String status;

    @Nullable
    String incompleteReason;

    @Nullable
    UsageTally usage;

    List<Map<String, Object>> output = List.of();
    private final ErrorSigns signs = new ErrorSigns();

    /** Reads an event, replacing the previous one. The parser must be at its first token. */
    void read(JsonParser json) {
        type = "";
        outputIndex = NO_INDEX;
        partIndex = NO_INDEX;
        delta = null;
        strangeDelta = false;
        arguments = null;
        item = null;
        annotation = null;
        isResponse = false;
        id = null;
        model = null;
        status = null;
        incompleteReason = null;
        usage = null;
        output = List.of();
        signs.clear();
        Json.members(json, this, ResponsesEvent::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "type" -> type = signs.type(json);
            case "delta" -> delta(json);
            case "output_index" -> outputIndex = Json.integer(json, NO_INDEX);
            case "summary_index", "content_index" -> partIndex = Json.integer(json, NO_INDEX);
            case "arguments" -> arguments = LooseText.arguments(json);
            case "item" -> item = object(json);
            case "annotation" -> annotation = object(json);
            case "response" -> isResponse = Json.members(json, this, ResponsesEvent::responseMember);
            case "object" -> isResponse |= Json.textIs("response", json);
            default -> responseMember(name, json);
        }
    }

    private void responseMember(String name, JsonParser json) {
        switch (name) {
            case "id" -> id = Json.text(json);
            case "model" -> model = Json.text(json);
            case "incomplete_details" -> Json.members(json, this, ResponsesEvent::incompleteMember);
            case "usage" -> usage(json);
            case "output" -> output(json);
            default -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    if (name.equals("status")) {
                        status = Json.text(json);
                    }
                    signs.note(name, json);
                }
            }
        }
    }

    private void incompleteMember(String name, JsonParser json) {
        if (name.equals("reason")) {
            incompleteReason = FinishReasons.read(json);
        }
    }

    /** The type of the event, which tells whether this is text, may come after it. */
    private void delta(JsonParser json) {
        strangeDelta = json.currentToken().isStructStart();
        delta = strangeDelta ? null : LooseText.read(json);
    }

    @SuppressWarnings("unchecked") // objects in a JsonTree have string keys
    private static @Nullable Map<String, Object> object(JsonParser json) {
        return json.currentToken() == JsonToken.START_OBJECT ? (Map<String, Object>) JsonTree.read(json) : null;
    }

    private void output(JsonParser json) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
            output = new ArrayList<>();
            Json.elements(json, output, ResponsesEvent::addObject);
        }
    }

    private static void addObject(List<Map<String, Object>> objects, JsonParser json) {
        Map<String, Object> object = object(json);
        if (object != null) {
            objects.add(object);
        }
    }

    private void usage(JsonParser json) {
        UsageTally tally = new UsageTally();
        usage = Json.members(json, tally, ResponsesEvent::usageMember) ? tally : usage;
    }

    private static void usageMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "input_tokens" -> tally.input = Json.integer(json);
            case "output_tokens" -> tally.output = Json.integer(json);
            case "total_tokens" -> tally.total = Json.integer(json);
            case "input_tokens_details" -> tally.cacheRead = Json.member(json, "cached_tokens");
            case "output_tokens_details" -> tally.reasoning = Json.member(json, "reasoning_tokens");
            default -> {}
        }
    }

    boolean isError() {
        return signs.isCertain(!type.isEmpty() || isResponse);
    }

    /** Whether it is an error unless the answer continues after it. */
    boolean isSuspected() {
        return signs.isSuspected();
    }
}
