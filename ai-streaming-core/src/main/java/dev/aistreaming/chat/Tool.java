package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * A tool that a model may call.
 *
 * @param name at most 128 letters, digits, {@code _}, {@code -}, {@code .} and {@code :}; some providers allow less
 * @param description what the tool does and when to call it, for the model; {@code null} if the name is self-explanatory
 * @param parameters a JSON Schema for the arguments, which are a JSON object
 */
public record Tool(String name, @Nullable String description, String parameters) {

    /** The schema for a tool without parameters. */
    public static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

    /**
     * Validates everything that no provider would accept.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the name is invalid, if the description is blank, or if the
     *     parameters are not a JSON object
     */
    public Tool {
        Fields.name("tool name", name);
        if (description != null) {
            Fields.notBlank("description of the tool '" + name + "'", description);
        }
        Fields.jsonObject("parameters of the tool '" + name + "'", parameters);
    }

    /** Creates a tool without parameters. */
    public static Tool of(String name, @Nullable String description) {
        return new Tool(name, description, NO_PARAMETERS);
    }
}
