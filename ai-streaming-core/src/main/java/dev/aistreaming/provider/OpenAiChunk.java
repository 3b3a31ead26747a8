package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** What one chunk of a chat completion holds. */
final class OpenAiChunk {

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    OpenAiDelta delta;

    /** The whole message, as an answer in one piece has it, and some chunks beside or in place of a delta. */
    @Nullable
    OpenAiDelta message;

    @Nullable
    String finishReason;

    @Nullable
    UsageTally usage;

    /** Whether it calls itself an answer in one piece. */
    boolean whole;

    private boolean choices;
    private @Nullable ErrorSigns signs;

    /**
     * Reads a chunk, whose first token is the parser's current one.
     *
     * @param identified whether id and model are known: each chunk repeats them
     * @param ours tells the choices of the answer from others
     */
    static OpenAiChunk read(JsonParser json, boolean identified, OpenAiChoices ours) {
        OpenAiChunk chunk = new OpenAiChunk();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "id" -> chunk.id = identified ? skip(json) : Json.text(json);
                case "model" -> chunk.model = identified ? skip(json) : Json.text(json);
                case "choices" -> chunk.choices(json, ours);
                case "usage" -> chunk.usage(json);
                case "x_groq" -> chunk.groq(json);
                case "object" -> chunk.object(json);
                default -> chunk.other(name, json);
            }
        }
        return chunk;
    }

    private static @Nullable String skip(JsonParser json) {
        json.skipChildren();
        return null;
    }

    private void object(JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            // chat.completion.chunk, as nearly all say, is made no text of
            switch (json.getStringLength()) {
                case 5 -> isErrorIf(json.getString().equals("error"));
                case 15 -> whole = json.getString().equals("chat.completion");
                default -> {}
            }
        }
        json.skipChildren();
    }

    private void other(String name, JsonParser json) {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (name.equals("type")) {
            isErrorIf(Json.textIs("error", json));
        } else if (!signs().note(name, json)) {
            json.skipChildren();
        }
    }

    private ErrorSigns signs() {
        if (signs == null) {
            signs = new ErrorSigns();
        }
        return signs;
    }

    private void choices(JsonParser json, OpenAiChoices ours) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            choices = true;
            choice(json, ours);
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            choices = true;
            while (Json.next(json) != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    choice(json, ours);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void choice(JsonParser json, OpenAiChoices ours) {
        int index = OpenAiChoices.NO_INDEX;
        OpenAiDelta part = null;
        OpenAiDelta whole = null;
        String text = null;
        String reason = null;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "index" -> index = Json.integer(json, OpenAiChoices.NO_INDEX);
                case "delta" -> part = OpenAiDelta.read(json);
                case "message" -> whole = OpenAiDelta.read(json);
                case "text" -> text = LooseText.read(json);
                case "finish_reason" -> reason = FinishReasons.read(json);
                case "error" -> isErrorIf(ErrorSigns.truthy(json));
                default -> json.skipChildren();
            }
        }
        if (part == null && whole == null && text != null) {
            part = new OpenAiDelta(); // completions without chat; Together's text only repeats the delta's
            part.content = text;
        }
        if (ours.take(index, part, reason)) {
            if (part != null) {
                delta = delta == null ? part : delta.and(part);
                isErrorIf(part.error);
            }
            message = whole == null ? message : whole;
            finishReason = reason == null ? finishReason : reason;
        }
    }

    private void isErrorIf(boolean error) {
        if (error) {
            signs().isError();
        }
    }

    /** Whether the document belongs to an answer of this protocol. */
    boolean isPartOfAnAnswer() {
        return choices || (usage != null && !usage.isEmpty());
    }

    boolean isError() {
        return signs != null && signs.isCertain(choices);
    }

    /** Whether it is an error unless an answer goes on after it. */
    boolean isSuspected() {
        return signs != null && !choices && signs.isSuspected();
    }

    private void usage(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        UsageTally tally = new UsageTally();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "prompt_tokens" -> tally.input = Json.integer(json);
                case "completion_tokens" -> tally.output = Json.integer(json);
                case "total_tokens" -> tally.total = Json.integer(json);
                case "prompt_tokens_details" -> tally.cacheRead = Json.member(json, "cached_tokens");
                case "completion_tokens_details" -> tally.reasoning = Json.member(json, "reasoning_tokens");
                default -> json.skipChildren();
            }
        }
        // Groq's chunks may hold usage twice
        if (usage == null) {
            usage = tally;
        } else {
            usage.merge(tally);
        }
    }

    /** Groq's own: usage without being asked, and why it stopped early. */
    private void groq(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "usage" -> usage(json);
                case "error" -> isErrorIf(ErrorSigns.truthy(json));
                default -> json.skipChildren();
            }
        }
    }
}
