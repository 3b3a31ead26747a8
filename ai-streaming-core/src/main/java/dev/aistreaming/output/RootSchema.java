package dev.aistreaming.output;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema whose root is an object's, as providers want it.
 *
 * @param schema what is sent
 * @param member what holds the value where the value itself is no object, such as a list; {@code null} where it is one
 */
record RootSchema(ObjectNode schema, @Nullable String member) {

    private static final List<String> OF_THE_ROOT = List.of("$schema", "$defs", "definitions");

    /** The same for an object; for anything else, an object that holds it. */
    static RootSchema of(ObjectNode schema) {
        String type = schema.path("type").stringValue("");
        if (type.equals("object")) {
            return new RootSchema(schema, null);
        }
        String member = type.equals("array") ? "items" : "value";
        ObjectNode inner = schema.deepCopy();
        ObjectNode root = schema.objectNode();
        for (String keyword : OF_THE_ROOT) {
            JsonNode value = inner.remove(keyword);
            if (value != null) {
                root.set(keyword, value); // references to it start at the root
            }
        }
        root.put("type", "object");
        root.putObject("properties").set(member, inner);
        root.putArray("required").add(member);
        root.put("additionalProperties", false);
        return new RootSchema(root, member);
    }
}
