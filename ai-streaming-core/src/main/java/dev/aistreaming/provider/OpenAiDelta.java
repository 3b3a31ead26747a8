package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What a choice adds to the answer, or the complete message if the answer came in one piece or is repeated at the end. */
final class OpenAiDelta {

    @Nullable
    String content;

    @Nullable
    String reasoning;

    private @Nullable Rare rare;

    List<ToolCallPart> toolCalls = List.of();
    boolean hasRole;

    /** Whether the reasoning has this name, which even an empty text indicates. */
    boolean hasReasoningContent;

    /** Like the field above. */
    boolean hasReasoning;

    boolean error;

    /** What most deltas do not have: there is one delta per token. */
    private static final class Rare {
        @Nullable
        String refusal;

        List<@Nullable Object> reasoningDetails = List.of();
        List<?> annotations = List.of();
    }

    /** A piece of a tool call. */
    static final class ToolCallPart {
        int index = ToolCalls.NO_INDEX;

        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String arguments;

        /** What Gemini needs back with the call. */
        @Nullable
        Map<String, Object> extra;

        private void member(String member, JsonParser json) {
            switch (member) {
                case "index" -> index = Json.integer(json, index);
                case "id" -> id = Json.text(json);
                case "name" -> name = Json.text(json);
                case "arguments" -> arguments = LooseText.arguments(json);
                case "extra_content" ->
                    extra = json.currentToken() == JsonToken.START_OBJECT
                            ? JsonTree.object("extra_content", Json.copy(json))
                            : null;
                // its members are those of the call: some servers leave out this level
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
            // two names for the same: servers that send both send the same text twice
            case "reasoning", "reasoning_content" -> {
                String text = LooseText.read(json);
                reasoning = text != null ? text : reasoning;
                hasReasoning |= json.currentToken() != JsonToken.VALUE_NULL && name.equals("reasoning");
                hasReasoningContent |= json.currentToken() != JsonToken.VALUE_NULL && name.equals("reasoning_content");
            }
            case "refusal" -> refusal(json);
            case "reasoning_details" -> reasoningDetails(json);
            case "tool_calls" -> Json.elements(json, this, OpenAiDelta::toolCall);
            case "function_call" -> toolCall(json, 0); // the form used before there were tools
            case "annotations" -> annotations(json);
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

    /** {@code false} means that there is none. */
    private void refusal(JsonParser json) {
        String text = json.currentToken() == JsonToken.VALUE_FALSE ? null : LooseText.read(json);
        if (text != null) {
            rare().refusal = text;
        }
    }

    private void reasoningDetails(JsonParser json) {
        if (json.currentToken() == JsonToken.START_ARRAY && JsonTree.read(json) instanceof List<?> details) {
            if (!details.isEmpty()) {
                rare().reasoningDetails = new ArrayList<>(details);
            }
        }
    }

    private void annotations(JsonParser json) {
        if (json.currentToken() == JsonToken.START_ARRAY && JsonTree.read(json) instanceof List<?> all) {
            if (!all.isEmpty()) {
                rare().annotations = all;
            }
        }
    }

    /** The sources that the text cites. */
    List<?> annotations() {
        return rare == null ? List.of() : rare.annotations;
    }

    private Rare rare() {
        Rare made = rare;
        if (made == null) {
            made = new Rare();
            rare = made;
        }
        return made;
    }

    @Nullable
    String refusal() {
        return rare == null ? null : rare.refusal;
    }

    /** Pieces of OpenRouter's entries. */
    List<?> reasoningDetails() {
        return rare == null ? List.of() : rare.reasoningDetails;
    }

    /** Whether something in it may have to be sent back. */
    boolean hasState() {
        return hasReasoningContent || hasReasoning || !reasoningDetails().isEmpty();
    }

    private void toolCall(JsonParser json) {
        toolCall(json, ToolCalls.NO_INDEX);
    }

    private void toolCall(JsonParser json, int index) {
        ToolCallPart call = new ToolCallPart();
        call.index = index;
        Json.members(json, call, ToolCallPart::member);
        if (call.id != null || call.name != null || call.arguments != null || call.extra != null) {
            toolCalls = toolCalls.isEmpty() ? new ArrayList<>() : toolCalls;
            toolCalls.add(call);
        }
    }

    /** Whether it contains visible text. */
    boolean hasText() {
        return content != null || reasoning != null || refusal() != null;
    }

    /** Combines this delta with another one that follows it in the same answer. */
    OpenAiDelta and(OpenAiDelta next) {
        content = LooseText.join(content, next.content);
        reasoning = LooseText.join(reasoning, next.reasoning);
        hasReasoningContent |= next.hasReasoningContent;
        hasReasoning |= next.hasReasoning;
        if (next.rare != null) {
            Rare both = rare();
            both.refusal = LooseText.join(both.refusal, next.rare.refusal);
            List<@Nullable Object> details = new ArrayList<>(both.reasoningDetails);
            details.addAll(next.rare.reasoningDetails);
            both.reasoningDetails = details;
            List<Object> annotations = new ArrayList<>(both.annotations);
            annotations.addAll(next.rare.annotations);
            both.annotations = annotations;
        }
        error |= next.error;
        if (!next.toolCalls.isEmpty()) {
            List<ToolCallPart> both = new ArrayList<>(toolCalls);
            both.addAll(next.toolCalls);
            toolCalls = both;
        }
        return this;
    }
}
