package dev.aistreaming.format;

import dev.aistreaming.chat.StreamEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells what somebody else's text is before it is written as JSON. */
final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    static boolean isObject(String text) {
        return kindOf(text) == JsonToken.START_OBJECT;
    }

    /** Not the number that a text may look like. */
    static boolean isObjectOrArray(String text) {
        JsonToken kind = kindOf(text);
        return kind == JsonToken.START_OBJECT || kind == JsonToken.START_ARRAY;
    }

    /**
     * Data that are no JSON would break the event that they are written into.
     *
     * @throws IllegalArgumentException for those
     */
    static void check(StreamEvent.Data event) {
        if (kindOf(event.json()) == null) {
            throw new IllegalArgumentException("the data '" + event.name() + "' are no JSON document");
        }
    }

    /**
     * As {@link #check(StreamEvent.Data)}.
     *
     * @throws IllegalArgumentException for an object that is no JSON
     */
    static void check(StreamEvent.ObjectReady event) {
        if (kindOf(event.json()) == null) {
            throw new IllegalArgumentException("the object is no JSON document");
        }
    }

    /** The first token of a text that is one whole document. */
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
