package dev.aistreaming.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.github.victools.jsonschema.generator.FieldScope;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What Jackson makes of the fields of a class, taking into account mix-ins, naming strategies, ignored fields and so on. */
final class JacksonProperties {

    private final JsonMapper mapper;

    JacksonProperties(JsonMapper mapper) {
        this.mapper = mapper;
    }

    boolean has(FieldScope field) {
        return field.isFakeContainerItemScope() || find(field) != null;
    }

    @Nullable
    String name(FieldScope field) {
        BeanPropertyDefinition property = field.isFakeContainerItemScope() ? null : find(field);
        return property == null ? null : property.getName();
    }

    private @Nullable BeanPropertyDefinition find(FieldScope field) {
        for (BeanPropertyDefinition property :
                describe(field.getDeclaringType().getErasedType()).findProperties()) {
            if (property.couldDeserialize() && property.getInternalName().equals(field.getDeclaredName())) {
                return property;
            }
        }
        return null;
    }

    private BeanDescription describe(Class<?> type) {
        DeserializationConfig config = mapper.deserializationConfig();
        JavaType javaType = mapper.constructType(type);
        ClassIntrospector introspector = config.classIntrospectorInstance().forOperation(config);
        return introspector.introspectForDeserialization(javaType, introspector.introspectClassAnnotations(javaType));
    }

    boolean isRequired(FieldScope field) {
        if (field.isFakeContainerItemScope()) {
            return true;
        }
        Field raw = field.getRawMember();
        JsonProperty said = raw.getAnnotation(JsonProperty.class);
        return !Optionals.isOne(raw.getType())
                && !isNullable(raw)
                && !isNullable(raw.getAnnotatedType())
                && (said == null || said.isRequired() != OptBoolean.FALSE)
                && !isOptionalToJackson(field);
    }

    /** For example a property that is nullable or has a default value in Kotlin, according to Jackson's Kotlin module. */
    private boolean isOptionalToJackson(FieldScope field) {
        BeanPropertyDefinition property = find(field);
        return property != null && Boolean.FALSE.equals(property.getMetadata().getRequired());
    }

    /** Matched by name, because many libraries have such an annotation. */
    private static boolean isNullable(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
