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
 * Creates {@link ExpectedType}s.
 *
 * <pre>{@code
 * ExpectedType<Recipe> recipe = new ExpectedTypes(JsonMapper.shared()).of(Recipe.class);
 * }</pre>
 *
 * <p>Thread-safe. The types are worth keeping, because creating one generates and compiles a schema.
 */
public final class ExpectedTypes {

    private static final int MAX_NAME = 64;
    private static final String ANY_NAME = "answer";

    private final JsonMapper mapper;
    private @Nullable JsonSchemas schemas;

    /** @param mapper parses answers and determines the names of properties */
    public ExpectedTypes(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Expects a record or class.
     *
     * @throws IllegalStateException if there is no schema generator on the class path
     * @throws IllegalArgumentException if Jackson cannot read the type
     */
    public <T> ExpectedType<T> of(Class<T> type) {
        return ofType(type);
    }

    /**
     * Expects any type, for example a list.
     *
     * @param <T> the Java type, which is not checked
     * @throws IllegalStateException if there is no schema generator on the class path
     * @throws IllegalArgumentException if Jackson cannot read the type
     */
    public <T> ExpectedType<T> ofType(Type type) {
        JavaType javaType = mapper.constructType(type);
        RootSchema root = RootSchema.of(object(schemas().of(type)));
        return new ExpectedType<>(name(javaType), root, javaType, mapper);
    }

    /**
     * Expects a document that conforms to a schema.
     *
     * @param schema a JSON Schema for an object or any other type
     * @throws AiException with {@code invalid_request} if the schema is not a JSON object
     */
    public ExpectedType<JsonNode> ofSchema(String schema) {
        ObjectNode root = object(schema);
        String title = root.path("title").stringValue("");
        return new ExpectedType<>(name(title), RootSchema.of(root), mapper.constructType(JsonNode.class), mapper);
    }

    /** Expects any JSON object. */
    public ExpectedType<JsonNode> json() {
        return new ExpectedType<>(ANY_NAME, null, mapper.constructType(JsonNode.class), mapper);
    }

    /** Created lazily, because the generator may be missing, which only matters if a Java type is expected. */
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
            // reported below
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
