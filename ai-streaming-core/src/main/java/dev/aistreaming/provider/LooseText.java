package dev.aistreaming.provider;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads a value where a text belongs. Some servers turn a token that looks like JSON into a number or a boolean, or send texts
 * in arrays and objects; what can only mean text is text, and anything else is no readable document.
 */
final class LooseText {

    private LooseText() {}

    /** The text, or {@code null} where the value says nothing. */
    static @Nullable String read(JsonParser json) {
        return switch (json.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> scalar(json);
            case START_ARRAY -> array(json);
            case START_OBJECT -> object(json);
            default -> null;
        };
    }

    private static @Nullable String scalar(JsonParser json) {
        String text = json.getString();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String array(JsonParser json) {
        String joined = null;
        while (Json.next(json) != JsonToken.END_ARRAY) {
            joined = join(joined, read(json));
        }
        return joined;
    }

    /** An object that says what it is, and has no text, is something else than text and is skipped. */
    private static @Nullable String object(JsonParser json) {
        String text = null;
        boolean empty = true;
        boolean known = false;
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            empty = false;
            switch (name) {
                case "text", "value", "content" -> {
                    text = join(text, read(json));
                    known = true;
                }
                case "type" -> {
                    json.skipChildren();
                    known = true;
                }
                default -> json.skipChildren();
            }
        }
        if (!empty && !known) {
            throw new StreamReadException(json, "an object without text where a text belongs");
        }
        return text;
    }

    /** The arguments of a tool call: JSON as a text, or the object itself. An empty object is what servers say for no text yet. */
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
