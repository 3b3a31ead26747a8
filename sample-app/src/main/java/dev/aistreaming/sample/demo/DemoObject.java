package dev.aistreaming.sample.demo;

import dev.aistreaming.chat.Output;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Creates an object that conforms to a schema, whereas a language model would know suitable values. */
@Component
class DemoObject {

    private static final int MEMBERS = 3;

    private final ObjectMapper json;

    DemoObject(ObjectMapper json) {
        this.json = json;
    }

    String of(Output output) {
        String schema = output.schema();
        JsonNode object =
                schema == null ? JsonNodeFactory.instance.objectNode() : value(json.readTree(schema), "object");
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    }

    private static JsonNode value(JsonNode schema, String name) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> {
                var array = nodes.arrayNode();
                for (int i = 1; i <= MEMBERS; i++) {
                    array.add(value(schema.path("items"), "No. " + i + " of " + name));
                }
                yield array;
            }
            case "integer", "number" -> nodes.numberNode(20);
            case "boolean" -> nodes.booleanNode(true);
            default -> nodes.stringNode(name + ", as the demo makes it up");
        };
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            object.set(property.getKey(), value(property.getValue(), property.getKey()));
        }
        return object;
    }

    /** Returns the type. Nullable members have several types. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.asString("string");
    }
}
