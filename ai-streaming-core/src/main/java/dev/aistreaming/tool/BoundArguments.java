package dev.aistreaming.tool;

import dev.aistreaming.schema.JsonSchemas;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Parses the arguments of one tool. Errors are described in terms that the model knows: paths and schemas, not Java types. */
final class BoundArguments {

    private final JsonMapper mapper;
    private final ArgumentSchema schema;

    BoundArguments(JsonMapper mapper, String schema) {
        this.mapper = mapper;
        this.schema = new ArgumentSchema(mapper.readTree(schema));
    }

    boolean isObject() {
        return schema.isObject();
    }

    /** @throws ToolException naming what is missing */
    JsonNode parse(String json) {
        JsonNode arguments;
        try {
            arguments = mapper.readTree(json);
        } catch (JacksonException e) {
            throw new ToolException("The tool was not called: its arguments cannot be read.", e);
        }
        String missing = schema.missing(arguments);
        if (missing != null) {
            throw new ToolException("The tool was not called: '" + missing + "' is missing.");
        }
        return arguments;
    }

    /** @throws ToolException naming what does not match */
    Object read(JsonNode arguments, JavaType type) {
        return read(arguments, type, List.of());
    }

    /** @throws ToolException naming what does not match */
    @Nullable
    Object[] readAll(JsonNode arguments, List<JsonSchemas.Property> parameters) {
        @Nullable Object[] all = new Object[parameters.size()];
        for (int i = 0; i < all.length; i++) {
            JsonSchemas.Property parameter = parameters.get(i);
            JsonNode given = arguments.get(parameter.name());
            JsonNode value = given == null ? NullNode.instance : given;
            JavaType type = mapper.constructType(parameter.type());
            boolean leftToDefault = value.isNull() && type.isPrimitive() && !parameter.required();
            all[i] = leftToDefault ? null : read(value, type, List.of(parameter.name()));
        }
        return all;
    }

    private Object read(JsonNode value, JavaType type, List<Object> parent) {
        try {
            return mapper.readerFor(type).readValue(value);
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof ToolException reason) {
                throw reason;
            }
            throw misfit(e, parent, "is not valid");
        } catch (JacksonException e) {
            throw misfit(e, parent, null);
        }
    }

    private ToolException misfit(JacksonException fault, List<Object> parent, @Nullable String reason) {
        ArgumentPath path = ArgumentPath.of(parent, fault);
        String where = path.isRoot() ? "the whole" : "'" + path + "'";
        String what = reason == null ? "must be " + schema.at(path) : reason;
        return new ToolException(
                "The tool was not called: its arguments do not fit, " + where + " " + what + ".", fault);
    }
}
