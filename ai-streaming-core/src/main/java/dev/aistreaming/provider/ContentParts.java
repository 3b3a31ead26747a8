package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Content that consists of parts: texts and reasoning in several forms (Mistral, Databricks). Parts of other kinds are skipped.
 */
final class ContentParts {

    @Nullable
    String text;

    @Nullable
    String reasoning;

    private ContentParts() {}

    /** Reads an array of parts, or a single part. */
    static ContentParts read(JsonParser json) {
        ContentParts parts = new ContentParts();
        parts.value(json);
        return parts;
    }

    private void value(JsonParser json) {
        switch (json.currentToken()) {
            case START_ARRAY -> Json.elements(json, this, ContentParts::value);
            case START_OBJECT -> part(json);
            default -> text = LooseText.join(text, LooseText.read(json));
        }
    }

    /** Reads into local variables: a reader with fields would be another object per token. */
    private void part(JsonParser json) {
        String type = null;
        String words = null;
        String thoughts = null;
        boolean empty = true;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            empty = false;
            switch (name) {
                case "type" -> type = Json.text(json);
                case "text", "content", "value", "refusal" -> words = LooseText.join(words, LooseText.read(json));
                case "thinking", "reasoning", "summary" -> thoughts = LooseText.join(thoughts, LooseText.read(json));
                default -> {}
            }
            json.skipChildren();
        }
        if (type == null && words == null && thoughts == null && !empty) {
            throw new StreamReadException(json, "a part of the content that is neither text nor says what it is");
        }
        switch (type == null ? "text" : type) {
            case "text", "output_text", "refusal" -> {
                text = LooseText.join(text, words);
                reasoning = LooseText.join(reasoning, thoughts);
            }
            case "thinking", "reasoning", "reasoning_text", "summary_text", "thought" ->
                reasoning = LooseText.join(reasoning, thoughts != null ? thoughts : words);
            default -> {} // an image, a citation, or anything invented later
        }
    }
}
