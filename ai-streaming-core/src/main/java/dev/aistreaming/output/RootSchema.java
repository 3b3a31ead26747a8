package dev.aistreaming.output;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema with an object at its root, as providers require.
 *
 * @param schema the schema to send
 * @param member the member that holds the value if that is not an object, for example a list; {@code null} if it is one
 */
record RootSchema(ObjectNode schema, @Nullable String member) {

    private static final List<String> OF_THE_ROOT = List.of("$schema", "$defs", "definitions");

    /** Returns the schema of an object as it is, and wraps anything else in an object. */
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
