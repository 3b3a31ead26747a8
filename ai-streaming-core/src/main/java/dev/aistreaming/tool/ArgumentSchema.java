package dev.aistreaming.tool;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema of a tool's arguments, used for what Jackson does not check itself: which properties are missing, and what was
 * expected.
 */
final class ArgumentSchema {

    private static final String PROPERTIES = "properties";
    private static final String DEFINITIONS = "#/$defs/";

    private final JsonNode root;

    ArgumentSchema(JsonNode root) {
        this.root = root;
    }

    boolean isObject() {
        return "object".equals(root.path("type").asString(""));
    }

    /** The path of the first required property that is missing, or {@code null} if there is none. */
    @Nullable
    String missing(JsonNode value) {
        return missing(root, value, "");
    }

    private @Nullable String missing(JsonNode declared, JsonNode value, String path) {
        JsonNode schema = resolved(declared);
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                String missing = missing(schema.path("items"), value.get(i), path + "[" + i + "]");
                if (missing != null) {
                    return missing;
                }
            }
            return null;
        }
        if (!value.isObject()) {
            return null;
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        for (JsonNode name : schema.path("required")) {
            JsonNode property = value.path(name.asString());
            if ((property.isMissingNode() || property.isNull())
                    && !schema.path(PROPERTIES).path(name.asString()).isEmpty()) {
                return prefix + name.asString();
            }
        }
        for (var property : value.properties()) {
            String missing =
                    missing(property(schema, property.getKey()), property.getValue(), prefix + property.getKey());
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    /** The schema of a location, as JSON. */
    String at(ArgumentPath path) {
        JsonNode schema = resolved(root);
        for (Object step : path.steps()) {
            schema = resolved(step instanceof Integer ? schema.path("items") : property(schema, String.valueOf(step)));
        }
        if (schema instanceof ObjectNode object) {
            object = object.deepCopy();
            object.remove("$defs");
            return object.isEmpty() ? "another" : object.toString();
        }
        return "another";
    }

    private static JsonNode property(JsonNode schema, String name) {
        JsonNode known = schema.path(PROPERTIES).path(name);
        return known.isMissingNode() ? schema.path("additionalProperties") : known;
    }

    /** Follows references, and strips a {@code null} alternative. */
    private JsonNode resolved(JsonNode schema) {
        JsonNode reference = schema.path("$ref");
        if (reference.isString() && reference.asString().startsWith(DEFINITIONS)) {
            return root.path("$defs").path(reference.asString().substring(DEFINITIONS.length()));
        }
        JsonNode either = schema.path("anyOf");
        if (either.size() == 2) {
            for (int i = 0; i < 2; i++) {
                if (either.get(i).path("type").asString("").equals("null")) {
                    return resolved(either.get(1 - i));
                }
            }
        }
        return schema;
    }
}
