package dev.aistreaming.schema;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a schema accept null as well. */
final class Nulls {

    private static final String NULL = "null";

    private Nulls() {}

    static ObjectNode allowed(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null || !type.isString()) {
            return schema.isEmpty() ? schema : either(schema);
        }
        ObjectNode out = schema.deepCopy();
        out.putArray("type").add(type).add(NULL);
        if (out.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return out;
    }

    private static ObjectNode either(ObjectNode schema) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.putArray("anyOf").add(schema).addObject().put("type", NULL);
        return out;
    }
}
