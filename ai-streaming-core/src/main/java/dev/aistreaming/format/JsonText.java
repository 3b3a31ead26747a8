package dev.aistreaming.format;

import dev.aistreaming.chat.StreamEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Examines foreign text before it is written as JSON. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    static boolean isObject(String text) {
        return kindOf(text) == JsonToken.START_OBJECT;
    }

    /** Numbers do not count, even if the text looks like one. */
    static boolean isObjectOrArray(String text) {
        JsonToken kind = kindOf(text);
        return kind == JsonToken.START_OBJECT || kind == JsonToken.START_ARRAY;
    }

    /**
     * Checks that the data is JSON, because it would break the event otherwise.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void check(StreamEvent.Data event) {
        if (kindOf(event.json()) == null) {
            throw new IllegalArgumentException("the data '" + event.name() + "' is not a JSON document");
        }
    }

    /**
     * Like {@link #check(StreamEvent.Data)}.
     *
     * @throws IllegalArgumentException if the object is not JSON
     */
    static void check(StreamEvent.ObjectReady event) {
        if (kindOf(event.json()) == null) {
            throw new IllegalArgumentException("the object is not a JSON document");
        }
    }

    /** The first token of a text that is exactly one complete document. */
    private static @Nullable JsonToken kindOf(String text) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = json.nextToken();
            json.skipChildren();
            return json.nextToken() == null ? first : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
