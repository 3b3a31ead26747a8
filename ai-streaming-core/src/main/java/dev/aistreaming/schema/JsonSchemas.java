package dev.aistreaming.schema;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generates the JSON Schema for what Jackson reads as a Java type: records, classes, enums, collections, maps, {@code java.time}.
 * Anything that is {@code @Nullable}, from whichever library, or an {@link java.util.Optional}, is not required and may be null.
 * Everything else is required.
 *
 * <pre>{@code
 * String schema = new JsonSchemas().of(Recipe.class);
 * }</pre>
 *
 * <p>Needs {@code com.github.victools:jsonschema-generator} and {@code jsonschema-module-jackson}, version 5 or later. Thread-safe.
 */
public final class JsonSchemas {

    private final SchemaWriter writer;

    /** Uses Jackson's default mapper. */
    public JsonSchemas() {
        this(JsonMapper.shared());
    }

    /**
     * Uses this mapper.
     *
     * @param mapper determines the names of properties and enum constants
     * @throws IllegalStateException if the generator is not on the class path
     */
    public JsonSchemas(JsonMapper mapper) {
        Objects.requireNonNull(mapper, "mapper");
        try {
            this.writer = new SchemaWriter(mapper);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "the JSON Schema of a Java type needs com.github.victools:jsonschema-generator and"
                            + " com.github.victools:jsonschema-module-jackson (5.0 or later) on the class path",
                    e);
        }
    }

    /**
     * Returns the schema of a type as JSON. Recursive types are defined in its {@code $defs}.
     *
     * @throws IllegalArgumentException naming a class that Jackson cannot instantiate
     */
    public String of(Type type) {
        return writer.write(type);
    }

    /**
     * Returns the schema of an object without a class of its own as JSON, for example for the parameters of a method.
     *
     * @throws IllegalArgumentException naming a class that Jackson cannot instantiate
     */
    public String ofObject(Collection<Property> properties) {
        return writer.write(properties);
    }

    /**
     * A property of an object.
     *
     * @param type the Java type of the value
     * @param description for the model; {@code null} if the name is self-explanatory
     * @param required whether it must be present; otherwise it may also be null
     */
    public record Property(String name, Type type, @Nullable String description, boolean required) {}
}
