package dev.aistreaming.provider;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The content of one event of Cohere's Chat API, or of an answer in one piece, which has the same members. The object is reused for
 * all events of an answer.
 */
final class CohereEvent {

    /** A tool call, or a piece of one. */
    static final class Call {
        @Nullable
        String id;

        @Nullable
        String name;

        @Nullable
        String arguments;

        private void member(String member, JsonParser json) {
            switch (member) {
                case "id" -> id = Json.text(json);
                case "function" -> Json.members(json, this, Call::functionMember);
                default -> {}
            }
        }

        private void functionMember(String member, JsonParser json) {
            switch (member) {
                case "name" -> name = Json.text(json);
                case "arguments" -> arguments = LooseText.arguments(json);
                default -> {}
            }
        }
    }

    /** A document or tool result that is cited. */
    static final class Reference {
        @Nullable
        String id;

        @Nullable
        String url;

        @Nullable
        String title;

        private void member(String member, JsonParser json) {
            switch (member) {
                case "id" -> id = Json.text(json);
                case "document", "tool_output" -> Json.members(json, this, Reference::contentMember);
                default -> {}
            }
        }

        private void contentMember(String member, JsonParser json) {
            switch (member) {
                case "url" -> url = Json.text(json);
                case "title" -> title = Json.text(json);
                default -> {}
            }
        }
    }

    String type = "";
    int index = ToolCalls.NO_INDEX;

    @Nullable
    String id;

    @Nullable
    String text;

    @Nullable
    String reasoning;

    @Nullable
    String finishReason;

    @Nullable
    UsageTally usage;

    final List<Call> calls = new ArrayList<>(0);
    final List<Reference> references = new ArrayList<>(0);
    private final ErrorSigns signs = new ErrorSigns();
    private boolean message;

    /** Reads an event, replacing the previous one. The parser must be at its first token. */
    void read(JsonParser json) {
        type = "";
        index = ToolCalls.NO_INDEX;
        id = null;
        text = null;
        reasoning = null;
        finishReason = null;
        usage = null;
        message = false;
        calls.clear();
        references.clear();
        signs.clear();
        Json.members(json, this, CohereEvent::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "type" -> type = signs.type(json);
            case "index" -> index = Json.integer(json, ToolCalls.NO_INDEX);
            case "id" -> id = Json.text(json);
            case "delta" -> Json.members(json, this, CohereEvent::deltaMember);
            case "message" -> {
                message = Json.members(json, this, CohereEvent::messageMember);
                if (!message) {
                    signs.note(name, json);
                }
            }
            case "finish_reason", "usage" -> deltaMember(name, json);
            default -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    signs.note(name, json);
                }
            }
        }
    }

    private void deltaMember(String name, JsonParser json) {
        switch (name) {
            case "message" -> Json.members(json, this, CohereEvent::messageMember);
            case "finish_reason" -> finishReason = FinishReasons.read(json);
            case "usage" -> {
                UsageTally tally = new UsageTally();
                usage = Json.members(json, tally, CohereEvent::usageMember) ? tally : null;
            }
            case "error" -> signs.note(name, json);
            default -> {}
        }
    }

    private void messageMember(String name, JsonParser json) {
        switch (name) {
            case "content" -> Json.elements(json, this, CohereEvent::content);
            case "tool_plan" -> reasoning = LooseText.join(reasoning, LooseText.read(json));
            case "tool_calls" -> Json.elements(json, this, CohereEvent::call);
            case "citations" -> Json.elements(json, this, CohereEvent::citation);
            default -> {}
        }
    }

    private void content(JsonParser json) {
        if (!Json.members(json, this, CohereEvent::contentMember)) {
            text = LooseText.join(text, LooseText.read(json));
        }
    }

    private void contentMember(String name, JsonParser json) {
        switch (name) {
            case "text" -> text = LooseText.join(text, LooseText.read(json));
            case "thinking" -> reasoning = LooseText.join(reasoning, LooseText.read(json));
            default -> {}
        }
    }

    private void call(JsonParser json) {
        Call call = new Call();
        if (Json.members(json, call, Call::member)) {
            calls.add(call);
        }
    }

    private void citation(JsonParser json) {
        Json.members(json, this, CohereEvent::citationMember);
    }

    private void citationMember(String name, JsonParser json) {
        if (name.equals("sources")) {
            Json.elements(json, this, CohereEvent::source);
        }
    }

    private void source(JsonParser json) {
        Reference reference = new Reference();
        Json.members(json, reference, Reference::member);
        references.add(reference);
    }

    /** Input tokens include cached ones, and output tokens include reasoning. */
    private static void usageMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "tokens" -> Json.members(json, tally, CohereEvent::tokensMember);
            case "cached_tokens" -> tally.cacheRead = Json.integer(json);
            default -> {}
        }
    }

    private static void tokensMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "input_tokens" -> tally.input = Json.integer(json);
            case "output_tokens" -> tally.output = Json.integer(json);
            case "reasoning_tokens" -> tally.reasoning = Json.integer(json);
            default -> {}
        }
    }

    /** Whether it is an answer in one piece. */
    boolean isWhole() {
        return message && type.isEmpty() && finishReason != null;
    }

    boolean isError() {
        return signs.isCertain(!type.isEmpty());
    }

    /** Whether it is an error unless the answer continues after it. */
    boolean isSuspected() {
        return signs.isSuspected();
    }
}
