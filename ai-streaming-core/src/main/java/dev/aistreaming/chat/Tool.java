package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * A tool that a model may call.
 *
 * @param name at most 128 letters, digits, {@code _}, {@code -}, {@code .} and {@code :}; some providers take less
 * @param description what it does and when to call it, for the model; {@code null}: the name says it all
 * @param parameters a JSON Schema of its arguments, which are an object
 */
public record Tool(String name, @Nullable String description, String parameters) {

    /** The parameters of a tool that has none. */
    public static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

    /**
     * Checks what every provider would refuse.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for a name that is none, a blank description, and parameters
     *     that are no JSON object
     */
    public Tool {
        Fields.name("tool name", name);
        if (description != null) {
            Fields.notBlank("description of the tool '" + name + "'", description);
        }
        Fields.jsonObject("parameters of the tool '" + name + "'", parameters);
    }

    /** A tool without parameters. */
    public static Tool of(String name, @Nullable String description) {
        return new Tool(name, description, NO_PARAMETERS);
    }
}
