package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The content of one chunk of a chat completion. The object is reused for all chunks of an answer. */
final class OpenAiChunk {

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    OpenAiDelta delta;

    /** The complete message, in an answer in one piece, and in some chunks next to or instead of a delta. */
    @Nullable
    OpenAiDelta message;

    @Nullable
    String finishReason;

    @Nullable
    UsageTally usage;

    /** Whether it declares itself to be an answer in one piece. */
    boolean whole;

    /** The pages found by a search before the answer. */
    final SearchedPages searches = new SearchedPages();

    private final OpenAiChoices choices = new OpenAiChoices();
    private final ErrorSigns signs = new ErrorSigns();
    private boolean identified;
    private boolean hasChoices;

    /**
     * Reads a chunk, replacing the previous one. The parser must be at its first token.
     *
     * @param identified whether id and model, which every chunk repeats, are already known
     */
    void read(JsonParser json, boolean identified) {
        id = null;
        model = null;
        delta = null;
        message = null;
        finishReason = null;
        usage = null;
        whole = false;
        hasChoices = false;
        signs.clear();
        this.identified = identified;
        Json.members(json, this, OpenAiChunk::member);
    }

    private void member(String name, JsonParser json) {
        switch (name) {
            case "id" -> id = identified ? null : Json.text(json);
            case "model" -> model = identified ? null : Json.text(json);
            case "choices" -> choices(json);
            case "usage" -> usage(json);
            case "x_groq" -> Json.members(json, this, OpenAiChunk::groqMember);
            case "object" -> object(json);
            case "search_results" -> searches.results(json);
            case "citations" -> searches.addresses(json);
            case "type" -> isErrorIf(Json.textIs("error", json));
            default -> {
                if (json.currentToken() != JsonToken.VALUE_NULL) {
                    signs.note(name, json);
                }
            }
        }
    }

    private void object(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            // avoids creating a string for chat.completion.chunk, the value that nearly all send
            switch (json.getStringLength()) {
                case 5 -> isErrorIf(json.getString().equals("error"));
                case 15 -> whole = json.getString().equals("chat.completion");
                default -> {}
            }
        }
    }

    private void choices(JsonParser json) {
        if (json.currentToken().isStructStart()) {
            hasChoices = true;
            Json.elements(json, this, OpenAiChunk::choice);
        }
    }

    private void choice(JsonParser json) {
        choices.read(json, this);
    }

    /** Adds a choice that belongs to the answer. */
    void add(@Nullable OpenAiDelta part, @Nullable OpenAiDelta whole, @Nullable String reason) {
        if (part != null) {
            delta = delta == null ? part : delta.and(part);
            isErrorIf(part.error);
        }
        message = whole == null ? message : whole;
        finishReason = reason == null ? finishReason : reason;
    }

    void isErrorIf(boolean error) {
        if (error) {
            signs.isError();
        }
    }

    /** Whether the document belongs to an answer in this protocol. */
    boolean isPartOfAnAnswer() {
        return hasChoices || (usage != null && !usage.isEmpty());
    }

    boolean isError() {
        return signs.isCertain(hasChoices);
    }

    /** Whether it is an error unless the answer continues after it. */
    boolean isSuspected() {
        return !hasChoices && signs.isSuspected();
    }

    private void usage(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return; // null in most chunks
        }
        UsageTally tally = new UsageTally();
        Json.members(json, tally, OpenAiChunk::usageMember);
        // Groq's chunks may contain usage twice
        if (usage == null) {
            usage = tally;
        } else {
            usage.merge(tally);
        }
    }

    private static void usageMember(UsageTally tally, String name, JsonParser json) {
        switch (name) {
            case "prompt_tokens" -> tally.input = Json.integer(json);
            case "completion_tokens" -> tally.output = Json.integer(json);
            case "total_tokens" -> tally.total = Json.integer(json);
            case "prompt_tokens_details" -> tally.cacheRead = Json.member(json, "cached_tokens");
            case "completion_tokens_details" -> tally.reasoning = Json.member(json, "reasoning_tokens");
            default -> {}
        }
    }

    /** Groq's extension: usage that was not requested, and the reason for an early stop. */
    private void groqMember(String name, JsonParser json) {
        switch (name) {
            case "usage" -> usage(json);
            case "error" -> isErrorIf(ErrorSigns.truthy(json));
            default -> {}
        }
    }
}
