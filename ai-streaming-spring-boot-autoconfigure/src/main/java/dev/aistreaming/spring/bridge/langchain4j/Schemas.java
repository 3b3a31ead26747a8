package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.Tool;
import dev.aistreaming.provider.Refusal;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Translates JSON Schemas for LangChain4j without loss. What its types cannot express is passed as a raw schema. The root of a tool's
 * parameters has to be an object of its types, so anything that this cannot express is refused.
 */
final class Schemas {

    private static final Set<String> SAYS_NOTHING = Set.of("$schema", "$id", "$comment", "title", "examples");

    private static final Set<String> ROOT =
            Set.of("type", "description", "properties", "required", "additionalProperties", "$defs");

    private final Refusal refusal;

    Schemas(Refusal refusal) {
        this.refusal = refusal;
    }

    /**
     * Translates a tool with its parameters.
     *
     * @throws dev.aistreaming.chat.AiException if the parameters cannot be expressed
     */
    ToolSpecification tool(Tool tool) {
        JsonNode schema = JsonMapper.shared().readTree(tool.parameters());
        String unknown = unknown(schema);
        if (unknown != null) {
            throw refusal.field(
                    "the tool '" + tool.name() + "', whose parameters have " + unknown + " at their root,",
                    "say it inside of a property");
        }
        return ToolSpecification.builder()
                .name(tool.name())
                .description(tool.description())
                .parameters(root(schema))
                .build();
    }

    /**
     * Translates the schema of an answer: to LangChain4j's types if they can express all of it, because some of its models accept no
     * others.
     */
    JsonSchemaElement output(String schema) {
        JsonNode tree = JsonMapper.shared().readTree(schema);
        return unknown(tree) == null ? root(tree) : JsonRawSchema.from(schema);
    }

    /** Returns what an object of LangChain4j's types cannot express at the root, or {@code null}. */
    private static @Nullable String unknown(JsonNode schema) {
        for (String keyword : schema.propertyNames()) {
            if (!ROOT.contains(keyword) && !SAYS_NOTHING.contains(keyword)) {
                return keyword;
            }
        }
        if (!schema.path("type").asString("object").equals("object")) {
            return "another type than object";
        }
        JsonNode further = schema.path("additionalProperties");
        return further.isMissingNode() || further.isBoolean() ? null : "a schema of additionalProperties";
    }

    private static JsonObjectSchema root(JsonNode schema) {
        JsonObjectSchema.Builder object = SchemaElements.object(schema);
        if (schema.has("additionalProperties")) {
            object.additionalProperties(schema.path("additionalProperties").booleanValue());
        }
        Map<String, JsonSchemaElement> definitions = new LinkedHashMap<>();
        schema.path("$defs").forEachEntry((name, each) -> definitions.put(name, SchemaElements.of(each)));
        return object.definitions(definitions).build();
    }
}
