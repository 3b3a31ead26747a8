package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.schema.JsonSchemas;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes {@link ExpectedType}s.
 *
 * <pre>{@code
 * ExpectedType<Recipe> recipe = new ExpectedTypes(JsonMapper.shared()).of(Recipe.class);
 * }</pre>
 *
 * <p>May be used by several threads at a time. What it makes is worth keeping: a schema is written and compiled each time.
 */
public final class ExpectedTypes {

    private static final int MAX_NAME = 64;
    private static final String ANY_NAME = "answer";

    private final JsonMapper mapper;
    private @Nullable JsonSchemas schemas;

    /**
     * @param mapper reads answers, and decides upon the names of properties
     */
    public ExpectedTypes(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * A record or class.
     *
     * @throws IllegalStateException where there is no generator of schemas on the class path
     * @throws IllegalArgumentException for a type that Jackson does not read
     */
    public <T> ExpectedType<T> of(Class<T> type) {
        return ofType(type);
    }

    /**
     * Any type, such as that of a list.
     *
     * @param <T> what it is; nothing checks that
     * @throws IllegalStateException where there is no generator of schemas on the class path
     * @throws IllegalArgumentException for a type that Jackson does not read
     */
    public <T> ExpectedType<T> ofType(Type type) {
        JavaType javaType = mapper.constructType(type);
        RootSchema root = RootSchema.of(object(schemas().of(type)));
        return new ExpectedType<>(name(javaType), root, javaType, mapper);
    }

    /**
     * What a schema says.
     *
     * @param schema a JSON Schema, of an object or of anything else
     * @throws AiException with {@code invalid_request} for what is no JSON object
     */
    public ExpectedType<JsonNode> ofSchema(String schema) {
        ObjectNode root = object(schema);
        String title = root.path("title").stringValue("");
        return new ExpectedType<>(name(title), RootSchema.of(root), mapper.constructType(JsonNode.class), mapper);
    }

    /** Any JSON object. */
    public ExpectedType<JsonNode> json() {
        return new ExpectedType<>(ANY_NAME, null, mapper.constructType(JsonNode.class), mapper);
    }

    /** The generator may be missing, which matters only where a type is expected. */
    private synchronized JsonSchemas schemas() {
        if (schemas == null) {
            schemas = new JsonSchemas(mapper);
        }
        return schemas;
    }

    private ObjectNode object(String schema) {
        try {
            if (mapper.readTree(schema) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw AiException.invalidRequest("output schema must be a JSON object");
    }

    private static String name(JavaType type) {
        JavaType content = type.getContentType();
        String name = type.getRawClass().getSimpleName();
        return name(content == null ? name : name + "Of" + content.getRawClass().getSimpleName());
    }

    private static String name(String wanted) {
        String known = wanted.replaceAll("[^a-zA-Z0-9_-]", "");
        return known.isEmpty() ? ANY_NAME : known.substring(0, Math.min(MAX_NAME, known.length()));
    }
}
