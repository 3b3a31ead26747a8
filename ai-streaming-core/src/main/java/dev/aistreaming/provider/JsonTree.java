package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * JSON that becomes part of requests, as maps, lists and plain values in their original order. {@link Json#write} writes it again.
 */
final class JsonTree {

    private JsonTree() {}

    /**
     * Parses a text as an object.
     *
     * @param what what the text is, for the error message
     * @throws AiException with {@code invalid_request} if it is anything else
     */
    static Map<String, Object> object(String what, String text) {
        Map<String, Object> object = objectOrNull(text);
        if (object == null) {
            throw AiException.invalidRequest(what + " must be a JSON object");
        }
        return object;
    }

    /** Parses a text as an object, or returns {@code null} if it is anything else. */
    static @Nullable Map<String, Object> objectOrNull(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser json = Json.parser(bytes, 0, bytes.length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Map<String, Object> object = members(json);
            return json.nextToken() == null ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The complete current value of the parser. */
    static @Nullable Object read(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> members(json);
            case START_ARRAY -> elements(json);
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.isNaN() ? json.getString() : json.getDecimalValue();
            default -> json.getString();
        };
    }

    @SuppressWarnings("NullAway") // a member may be null, as distinct from missing
    private static Map<String, Object> members(JsonParser json) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (Json.next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            Json.next(json);
            members.put(name, read(json));
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser json) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (Json.next(json) != JsonToken.END_ARRAY) {
            elements.add(read(json));
        }
        return elements;
    }
}
