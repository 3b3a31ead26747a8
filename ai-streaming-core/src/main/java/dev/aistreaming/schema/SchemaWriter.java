package dev.aistreaming.schema;

import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonSchemaModule;
import java.lang.reflect.Type;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs the schema generator. Separate from {@link JsonSchemas}, which can be loaded without the generator. */
final class SchemaWriter {

    private static final String DEFINITIONS = "$defs";
    private static final String REFERENCE = "$ref";

    private final JsonMapper mapper;
    private final SchemaGenerator generator;

    SchemaWriter(JsonMapper mapper) {
        this.mapper = mapper;
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES, Option.PLAIN_DEFINITION_KEYS)
                .with(Option.FLATTENED_OPTIONALS, Option.INLINE_NULLABLE_SCHEMAS)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_ENUMS);
        JacksonProperties properties = new JacksonProperties(mapper);
        config.forFields()
                .withIgnoreCheck(field -> !properties.has(field))
                .withPropertyNameOverrideResolver(properties::name)
                .withRequiredCheck(properties::isRequired)
                .withNullableCheck(field -> !properties.isRequired(field));
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(new KnownTypes(mapper))
                .withPropertySorter((unused, unusedToo) ->
                        0); // in declaration order, because models write properties in this order
        config.with(new JacksonSchemaModule());
        this.generator = new SchemaGenerator(config.build());
    }

    /** The generator is not thread-safe. */
    synchronized String write(Type type) {
        SchemaBuilder builder = generator.buildMultipleSchemaDefinitions();
        ObjectNode root = builder.createSchemaReference(type);
        ObjectNode definitions = builder.collectDefinitions(DEFINITIONS);
        return text(self(root, definitions), definitions);
    }

    synchronized String write(Collection<JsonSchemas.Property> properties) {
        SchemaBuilder builder = generator.buildMultipleSchemaDefinitions();
        ObjectNode root = mapper.createObjectNode().put("type", "object");
        ObjectNode schemas = root.putObject("properties");
        for (JsonSchemas.Property property : properties) {
            schemas.set(property.name(), builder.createSchemaReference(Optionals.inside(property.type())));
        }
        ObjectNode definitions = builder.collectDefinitions(DEFINITIONS);
        for (JsonSchemas.Property property : properties) {
            ObjectNode schema = (ObjectNode) schemas.get(property.name());
            if (!property.required()) {
                schema = Nulls.allowed(schema);
                schemas.set(property.name(), schema);
            }
            if (property.description() != null) {
                schema.put("description", property.description());
            }
        }
        String[] required = properties.stream()
                .filter(JsonSchemas.Property::required)
                .map(JsonSchemas.Property::name)
                .toArray(String[]::new);
        if (required.length > 0) {
            root.set("required", mapper.valueToTree(required));
        }
        return text(root, definitions);
    }

    /** Providers expect an object at the root rather than a reference to one. */
    private static ObjectNode self(ObjectNode root, ObjectNode definitions) {
        @Nullable JsonNode reference = root.get(REFERENCE);
        if (reference == null) {
            return root;
        }
        String path = reference.asString();
        return (ObjectNode)
                definitions.required(path.substring(path.lastIndexOf('/') + 1)).deepCopy();
    }

    private String text(ObjectNode root, ObjectNode definitions) {
        if (!definitions.isEmpty()) {
            root.set(DEFINITIONS, definitions);
        }
        return mapper.writeValueAsString(root);
    }
}
