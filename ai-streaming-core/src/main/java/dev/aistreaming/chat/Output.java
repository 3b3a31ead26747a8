package dev.aistreaming.chat;

import org.jspecify.annotations.Nullable;

/**
 * What an answer has to be, other than text. The answer is still text, which is then JSON.
 *
 * @param name what the schema is called, at most 128 letters, digits, {@code _}, {@code -}, {@code .} and {@code :};
 *     {@code null} where there is no schema
 * @param schema a JSON Schema of the answer; {@code null}: any JSON object
 */
public record Output(@Nullable String name, @Nullable String schema) {

    /** A JSON object, whatever is in it. Some providers want the prompt to say so too. */
    public static final Output JSON = new Output(null, null);

    /**
     * Checks that a schema has a name.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for one without the other, a name that is none, and a schema
     *     that is no JSON object
     */
    public Output {
        if (name != null || schema != null) {
            Fields.name("output name", name);
            Fields.jsonObject("output schema", schema);
        }
    }

    /**
     * JSON that keeps to a schema.
     *
     * @param name what the schema is called, such as {@code recipe}
     * @param schema a JSON Schema whose type is an object
     */
    public static Output schema(String name, String schema) {
        return new Output(Fields.present("output name", name), schema);
    }
}
