package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** What one chunk of a chat completion holds. */
final class OpenAiChunk {

    @Nullable
    String id;

    @Nullable
    String model;

    @Nullable
    OpenAiDelta delta;

    @Nullable
    String finishReason;

    @Nullable
    UsageTally usage;

    boolean error;

    /**
     * Reads a chunk.
     *
     * @param identified whether id and model are known: each chunk repeats them
     */
    static OpenAiChunk read(JsonParser json, boolean identified) {
        if (Json.next(json) != JsonToken.START_OBJECT) {
            throw new StreamReadException(json, "not a JSON object");
        }
        OpenAiChunk chunk = new OpenAiChunk();
        boolean choices = false;
        boolean complaint = false;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "id" -> chunk.id = identified ? null : Json.text(json);
                case "model" -> chunk.model = identified ? null : Json.text(json);
                case "choices" -> {
                    choices = true;
                    chunk.choices(json);
                }
                case "usage" -> chunk.usage(json);
                case "x_groq" -> chunk.groq(json);
                case "error" -> chunk.error |= truthy(json);
                case "object" -> chunk.error |= Json.textIs("error", json);
                case "detail", "message" -> complaint |= truthy(json);
                default -> json.skipChildren();
            }
        }
        chunk.error |= complaint && !choices;
        return chunk;
    }

    /** {@code "error":null} stands in many good chunks. */
    private static boolean truthy(JsonParser json) {
        boolean truthy = switch (json.currentToken()) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case VALUE_STRING -> !json.getString().isEmpty();
            default -> true;
        };
        json.skipChildren();
        return truthy;
    }

    private void choices(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (Json.next(json) != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                choice(json);
            } else {
                json.skipChildren();
            }
        }
    }

    private void choice(JsonParser json) {
        int index = 0;
        OpenAiDelta part = null;
        OpenAiDelta whole = null;
        String reason = null;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            switch (name) {
                case "index" -> index = Json.integer(json, 0);
                case "delta" -> part = OpenAiDelta.read(json);
                case "message" -> whole = OpenAiDelta.read(json);
                case "finish_reason" -> reason = Json.text(json);
                default -> json.skipChildren();
            }
        }
        if (index == 0) {
            // an answer in one piece has a message; Perplexity's chunks have both, and there the message repeats
            delta = part != null ? part : whole;
            finishReason = reason;
        }
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
                case "error" -> error |= truthy(json);
                default -> json.skipChildren();
            }
        }
    }
}
