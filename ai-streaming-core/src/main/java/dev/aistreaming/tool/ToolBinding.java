package dev.aistreaming.tool;

import dev.aistreaming.chat.Tool;
import dev.aistreaming.schema.JsonSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates tools whose arguments are Java objects: generates the schemas, parses the arguments, and serializes the results.
 * Arguments that do not match are reported to the model, saying what is wrong with them.
 *
 * <p>Text results are sent as they are, and so are parts, media and lists of these. Everything else becomes JSON.
 *
 * <p>Needs Jackson Databind and the schema generator that {@link JsonSchemas} names.
 */
public final class ToolBinding {

    private final JsonMapper mapper;
    private final JsonSchemas schemas;

    /** Uses Jackson's default mapper for arguments and results. */
    public ToolBinding() {
        this(JsonMapper.shared());
    }

    /**
     * Uses this mapper for arguments and results.
     *
     * @throws IllegalStateException if the schema generator is not on the class path
     */
    public ToolBinding(JsonMapper mapper) {
        this.mapper = mapper;
        this.schemas = new JsonSchemas(mapper);
    }

    /**
     * Creates a tool whose arguments are a single object.
     *
     * @param name a letter or {@code _}, followed by at most 63 letters, digits, {@code _} and {@code -}
     * @param description what the tool does and when to call it, for the model; {@code null} if the name is self-explanatory
     * @param arguments a record, a class or a map
     * @throws IllegalArgumentException if there is no schema for the type, or if the schema is not that of an object
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for an invalid name or description
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
     * Creates a tool with several arguments, such as the parameters of a method.
     *
     * @param function receives the arguments in the order of the parameters, with {@code null} for missing ones
     * @throws IllegalArgumentException if there is no schema for a type
     * @throws dev.aistreaming.chat.AiException with {@code invalid_request} for an invalid name or description
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
