package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * The required form of an answer that is not plain text. The answer is still delivered as text, which is then JSON.
 *
 * @param name the name of the schema, at most 128 letters, digits, {@code _}, {@code -}, {@code .} and {@code :}; {@code null} if
 *     there is no schema
 * @param schema a JSON Schema for the answer; {@code null} for any JSON object
 */
public record Output(@Nullable String name, @Nullable String schema) {

    /** Any JSON object. Some providers require that the prompt asks for JSON as well. */
    public static final Output JSON = new Output(null, null);

    /**
     * Checks that the name and schema come together.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if only one of them is given, if the name is invalid, or if the
     *     schema is not a JSON object
     */
    public Output {
        if (name != null || schema != null) {
            Fields.name("output name", name);
            Fields.jsonObject("output schema", schema);
        }
    }

    /**
     * JSON that conforms to a schema.
     *
     * @param name the name of the schema, such as {@code recipe}
     * @param schema a JSON Schema whose type is an object
     */
    public static Output schema(String name, String schema) {
        return new Output(Fields.present("output name", name), schema);
    }
}
