package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what a front end has sent. A value of an unexpected type is treated as missing. */
final class FrontEndBody {

    private static final int MAX_ID_LENGTH = 256;

    private FrontEndBody() {}

    /**
     * The whole body.
     *
     * @throws AiException with {@code invalid_request} if it is not an object
     */
    static JsonNode object(JsonNode body) {
        if (!body.isObject()) {
            throw AiException.invalidRequest("the request must be a JSON object");
        }
        return body;
    }

    /** A text, which may be blank. */
    static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    /** A text that is not blank. */
    static @Nullable String name(JsonNode object, String name) {
        String text = text(object, name);
        return text == null || text.isBlank() ? null : text;
    }

    /** A text, number or boolean as a text. */
    static @Nullable String setting(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isNumber() || value.isBoolean() ? value.toString() : null;
    }

    /** A text as it is, any other value as JSON, and a missing one as an empty text. */
    static String textOrJson(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isMissingNode() || value.isNull() ? "" : value.toString();
    }

    static boolean isTrue(JsonNode value) {
        return value.isBoolean() && value.booleanValue();
    }

    /**
     * The messages; empty if there is no such member.
     *
     * @throws AiException with {@code invalid_request} if it is not a list of objects
     */
    static List<JsonNode> messages(JsonNode object) {
        JsonNode messages = object.path("messages");
        List<JsonNode> all = new ArrayList<>(messages.size());
        if (messages.isMissingNode() || messages.isNull()) {
            return all;
        }
        if (!messages.isArray()) {
            throw AiException.invalidRequest("messages must be a list");
        }
        for (JsonNode message : messages) {
            if (!message.isObject()) {
                throw AiException.invalidRequest("messages[" + all.size() + "] must be an object");
            }
            all.add(message);
        }
        return all;
    }

    /**
     * Checks an id given by the front end. A longer one would have to be stored, looked up and sent back with each answer, and a
     * truncated one might collide with another.
     *
     * @throws AiException with {@code invalid_request} if it is too long
     */
    static void checkId(String name, @Nullable String id) {
        if (id != null && id.length() > MAX_ID_LENGTH) {
            throw AiException.invalidRequest(
                    name + " must have at most " + MAX_ID_LENGTH + " characters, but has " + id.length());
        }
    }
}
