package dev.aistreaming.spring.bridge.langchain4j;

import dev.langchain4j.model.chat.request.json.JsonAnyOfSchema;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNullSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonReferenceSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Translates schemas below the root: to LangChain4j's types if they can express all of it, otherwise as raw schemas. */
final class SchemaElements {

    private static final String DEFINITIONS = "#/$defs/";

    private SchemaElements() {}

    static JsonSchemaElement of(JsonNode schema) {
        JsonSchemaElement typed = typed(schema);
        return typed == null ? JsonRawSchema.from(schema.toString()) : typed;
    }

    private static @Nullable JsonSchemaElement typed(JsonNode schema) {
        String description = schema.path("description").stringValue(null);
        if (saysOnly(schema, "$ref") && schema.path("$ref").asString("").startsWith(DEFINITIONS)) {
            String name = schema.path("$ref").stringValue().substring(DEFINITIONS.length());
            return JsonReferenceSchema.builder().reference(name).build();
        }
        if (saysOnly(schema, "anyOf", "description") && schema.path("anyOf").size() > 0) {
            return JsonAnyOfSchema.builder()
                    .description(description)
                    .anyOf(elements(schema.path("anyOf"))
                            .map(SchemaElements::of)
                            .toList())
                    .build();
        }
        return switch (schema.path("type").asString("")) {
            case "string" -> text(schema, description);
            case "integer" ->
                isPlain(schema)
                        ? JsonIntegerSchema.builder().description(description).build()
                        : null;
            case "number" ->
                isPlain(schema)
                        ? JsonNumberSchema.builder().description(description).build()
                        : null;
            case "boolean" ->
                isPlain(schema)
                        ? JsonBooleanSchema.builder().description(description).build()
                        : null;
            case "null" -> saysOnly(schema, "type") ? new JsonNullSchema() : null;
            case "array" ->
                saysOnly(schema, "type", "description", "items")
                                && schema.path("items").isObject()
                        ? JsonArraySchema.builder()
                                .description(description)
                                .items(of(schema.path("items")))
                                .build()
                        : null;
            case "object" ->
                saysOnly(schema, "type", "description", "properties", "required")
                        ? object(schema).build()
                        : null;
            default -> null;
        };
    }

    private static @Nullable JsonSchemaElement text(JsonNode schema, @Nullable String description) {
        if (isPlain(schema)) {
            return JsonStringSchema.builder().description(description).build();
        }
        JsonNode values = schema.path("enum");
        boolean texts = values.size() > 0 && elements(values).allMatch(JsonNode::isString);
        return texts && saysOnly(schema, "type", "description", "enum")
                ? JsonEnumSchema.builder()
                        .description(description)
                        .enumValues(texts(values))
                        .build()
                : null;
    }

    /** The common parts of all objects: description and properties. */
    static JsonObjectSchema.Builder object(JsonNode schema) {
        JsonObjectSchema.Builder object = JsonObjectSchema.builder()
                .description(schema.path("description").stringValue(null))
                .required(texts(schema.path("required")));
        schema.path("properties").forEachEntry((name, each) -> object.addProperty(name, of(each)));
        return object;
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).map(JsonNode::stringValue).toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static boolean isPlain(JsonNode schema) {
        return saysOnly(schema, "type", "description");
    }

    private static boolean saysOnly(JsonNode schema, String... keywords) {
        return schema.isObject() && Set.of(keywords).containsAll(schema.propertyNames());
    }
}
