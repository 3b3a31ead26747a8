package dev.aistreaming.schema;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the JSON Schema of what Jackson reads as a Java type: records, classes, enums, collections, maps, {@code java.time}.
 * What is {@code @Nullable}, of whatever library, or an {@link java.util.Optional}, is not required and may be null; everything else is
 * required.
 *
 * <pre>{@code
 * String schema = new JsonSchemas().of(Recipe.class);
 * }</pre>
 *
 * <p>Needs {@code com.github.victools:jsonschema-generator} and {@code jsonschema-module-jackson}, from version 5. May be used by
 * several threads at a time.
 */
public final class JsonSchemas {

    private final SchemaWriter writer;

    /** Schemas of what Jackson reads as it comes. */
    public JsonSchemas() {
        this(JsonMapper.shared());
    }

    /**
     * Schemas of what a mapper reads.
     *
     * @param mapper decides upon the names of properties and enum constants
     * @throws IllegalStateException where the generator is not on the class path
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
     * The schema of one type, as JSON. Types that contain themselves stand in its {@code $defs}.
     *
     * @throws IllegalArgumentException naming a class that Jackson would not know how to read
     */
    public String of(Type type) {
        return writer.write(type);
    }

    /**
     * The schema of an object that has no class of its own, as JSON, such as the parameters of a method.
     *
     * @throws IllegalArgumentException naming a class that Jackson would not know how to read
     */
    public String ofObject(Collection<Property> properties) {
        return writer.write(properties);
    }

    /**
     * A property of an object.
     *
     * @param type what it is read as
     * @param description for the model; {@code null}: the name says it all
     * @param required whether it must be there; otherwise it may be null as well
     */
    public record Property(String name, Type type, @Nullable String description, boolean required) {}
}
