package dev.aistreaming.format;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An event that a writer wrote before it died: what those are interested in who go on in its place.
 *
 * @param texts the members of the event that are texts
 */
record WrittenEvent(Map<String, String> texts) {

    private static final JsonFactory JSON = new JsonFactory();

    /** Without members for what is no JSON object. */
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

    /** Empty where there is none of this name. */
    String text(String name) {
        return texts.getOrDefault(name, "");
    }
}
