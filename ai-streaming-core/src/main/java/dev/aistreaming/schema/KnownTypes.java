package dev.aistreaming.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Handles types that Jackson treats as a single value, and rejects types that it cannot instantiate. */
final class KnownTypes implements CustomDefinitionProviderV2 {

    private final JsonMapper mapper;

    KnownTypes(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public @Nullable CustomDefinition provideCustomSchemaDefinition(
            ResolvedType type, SchemaGenerationContext context) {
        Class<?> erased = type.getErasedType();
        ObjectNode schema = erased.isEnum() ? enumeration(erased) : Scalars.schema(erased);
        if (schema != null) {
            return new CustomDefinition(
                    schema, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
        }
        if (!isDescribed(erased)) {
            throw new IllegalArgumentException("the JSON Schema of " + type.getBriefDescription()
                    + " cannot be generated: Jackson does not know how to create one");
        }
        return null;
    }

    private ObjectNode enumeration(Class<?> type) {
        ObjectNode schema = mapper.createObjectNode();
        ArrayNode values = mapper.createArrayNode();
        boolean texts = true;
        for (Object constant : type.getEnumConstants()) {
            var value = mapper.valueToTree(constant);
            texts &= value.isString();
            values.add(value);
        }
        if (texts) {
            schema.put("type", "string");
        }
        schema.set("enum", values);
        return schema;
    }

    private static boolean isDescribed(Class<?> type) {
        if (type.isArray()
                || type.isPrimitive()
                || Collection.class.isAssignableFrom(type)
                || Iterable.class == type
                || Map.class.isAssignableFrom(type)
                || Optional.class == type) {
            return true;
        }
        boolean abstractWithoutKinds =
                Modifier.isAbstract(type.getModifiers()) && !type.isAnnotationPresent(JsonTypeInfo.class);
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return !abstractWithoutKinds
                && !inner
                && !type.isAnonymousClass()
                && !type.isHidden()
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("javax.")
                && !type.getName().startsWith("jdk.");
    }
}
