package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads a value where a string is expected. Some servers turn a token that looks like JSON into a number or boolean, or send
 * strings in arrays and objects. Whatever can only mean text is treated as text, and anything else makes the document unreadable.
 */
final class LooseText {

    private @Nullable String text;
    private boolean empty = true;
    private boolean known;

    private LooseText() {}

    /** The text, or {@code null} if the value contains none. */
    static @Nullable String read(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> scalar(json);
            case START_ARRAY -> joined(json);
            case START_OBJECT -> object(json);
            default -> null;
        };
    }

    private static @Nullable String scalar(JsonParser json) {
        String text = json.getString();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String joined(JsonParser json) {
        LooseText texts = new LooseText();
        Json.elements(json, texts, LooseText::element);
        return texts.text;
    }

    private void element(JsonParser json) {
        text = join(text, read(json));
    }

    /** An object that declares its type but has no text is not text, and is skipped. */
    private static @Nullable String object(JsonParser json) {
        LooseText object = new LooseText();
        Json.members(json, object, LooseText::member);
        if (!object.empty && !object.known) {
            throw new StreamReadException(json, "an object without text where a text belongs");
        }
        return object.text;
    }

    private void member(String name, JsonParser json) {
        empty = false;
        switch (name) {
            case "text", "value", "content" -> {
                element(json);
                known = true;
            }
            case "type" -> known = true;
            default -> {}
        }
    }

    /**
     * The arguments of a tool call: JSON in a string, or the object itself. Servers send an empty object if there is no text yet.
     */
    static @Nullable String arguments(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return read(json);
        }
        String object = Json.copy(json);
        return object.equals("{}") ? null : object;
    }

    static @Nullable String join(@Nullable String first, @Nullable String second) {
        if (first == null) {
            return second;
        }
        return second == null ? first : first + second;
    }
}
