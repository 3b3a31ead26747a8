package dev.aistreaming.tool;

import dev.aistreaming.chat.Tool;
import dev.aistreaming.schema.JsonSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes tools whose arguments are Java objects: writes the schemas, reads the arguments, and writes the results. Arguments that do not
 * fit are told to the model, with what is wrong with them.
 *
 * <p>Results that are texts stay as they are; parts, media and lists of them are sent as such; everything else is JSON.
 *
 * <p>Needs Jackson's databind, and the generator that {@link JsonSchemas} names.
 */
public final class ToolBinding {

    private final JsonMapper mapper;
    private final JsonSchemas schemas;

    /** Arguments and results as Jackson reads and writes them. */
    public ToolBinding() {
        this(JsonMapper.shared());
    }

    /**
     * Arguments and results as this mapper reads and writes them.
     *
     * @throws IllegalStateException where the generator of schemas is not on the class path
     */
    public ToolBinding(JsonMapper mapper) {
        this.mapper = mapper;
        this.schemas = new JsonSchemas(mapper);
    }

    /**
     * A tool with one object as its arguments.
     *
     * @param name a letter or {@code _}, then at most 63 letters, digits, {@code _} and {@code -}
     * @param description what it does and when to call it, for the model; {@code null}: the name says it all
     * @param arguments a record, a class, or a map
     * @throws IllegalArgumentException for a type that has no schema, or one that is not an object's
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for a bad name or description
     */
    public <A> LocalTool tool(
            String name,
            @Nullable String description,
            Class<A> arguments,
            ToolFunction.TypedInContext<? super A> function) {
        String schema = schemas.of(arguments);
        BoundArguments bound = new BoundArguments(mapper, schema);
        if (!bound.isObject()) {
            throw new IllegalArgumentException("the arguments of the tool '" + name
                    + "' must be an object, and so a record or a class, but are " + arguments.getName());
        }
        JavaType type = mapper.constructType(arguments);
        return bound(
                name,
                description,
                schema,
                (json, context) -> function.call(arguments.cast(bound.read(bound.parse(json), type)), context));
    }

    /**
     * A tool with several arguments, such as the parameters of a method.
     *
     * @param function gets the arguments in the order of the parameters; {@code null} for those that are not there
     * @throws IllegalArgumentException for a type that has no schema
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for a bad name or description
     */
    public LocalTool tool(
            String name,
            @Nullable String description,
            List<JsonSchemas.Property> parameters,
            ToolFunction.TypedInContext<@Nullable Object[]> function) {
        String schema = schemas.ofObject(parameters);
        BoundArguments bound = new BoundArguments(mapper, schema);
        return bound(
                name,
                description,
                schema,
                (json, context) -> function.call(bound.readAll(bound.parse(json), parameters), context));
    }

    private LocalTool bound(String name, @Nullable String description, String schema, Bound function) {
        ResultParts results = new ResultParts(mapper);
        return LocalTool.ofParts(
                new Tool(name, description, schema), (json, context) -> results.of(function.call(json, context)));
    }

    private interface Bound {
        @Nullable
        Object call(String json, ToolContext context) throws Exception;
    }
}
