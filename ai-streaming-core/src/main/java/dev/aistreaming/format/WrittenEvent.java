package dev.aistreaming.format;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An event that was written by a writer before it died, as far as its successor needs it.
 *
 * @param texts the members of the event that are strings
 */
record WrittenEvent(Map<String, String> texts) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Has no members if the data is not a JSON object. */
    static WrittenEvent of(String data) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                String name;
                while ((name = json.nextName()) != null) {
                    if (json.nextToken() == JsonToken.VALUE_STRING) {
                        texts.put(name, json.getString());
                    } else {
                        json.skipChildren();
                    }
                }
            }
            return new WrittenEvent(texts);
        } catch (JacksonException e) {
            return new WrittenEvent(Map.of());
        }
    }

    String type() {
        return text("type");
    }

    /** Empty if there is none of this name. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
