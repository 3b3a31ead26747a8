package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Output;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer has to be: a Java type, or what a schema says. Made by {@link ExpectedTypes}; may be kept, and used by several
 * threads at a time.
 */
public final class ExpectedType<T> {

    private static final String NOT_AS_EXPECTED = "The AI model's answer does not have the form that was asked for.";

    private final Output output;
    private final @Nullable String member;
    private final @Nullable SchemaCheck check;
    private final JavaType type;
    private final JsonMapper mapper;

    /**
     * @param root {@code null}: any object
     * @param name of the schema
     */
    ExpectedType(String name, @Nullable RootSchema root, JavaType type, JsonMapper mapper) {
        this.output =
                root == null ? Output.JSON : Output.schema(name, root.schema().toString());
        this.member = root == null ? null : root.member();
        this.check = root == null ? null : SchemaCheck.of(root.schema());
        this.type = type;
        this.mapper = mapper;
    }

    /** What the provider is asked for. A list, and whatever else is no object, is asked for as the one member of an object. */
    public Output output() {
        return output;
    }

    /**
     * Reads a whole answer.
     *
     * @param text of the answer; a code fence around it does no harm
     * @throws AiException with {@link ErrorCode#MALFORMED_RESPONSE} where it is no JSON, does not keep to the schema, or cannot be
     *     read as the type; its {@link AiException#providerMessage()} says where, and nothing else of the answer
     */
    public T read(String text) {
        return bound(checked(text));
    }

    /** The document that the answer is, which keeps to the schema; what was wrapped is unwrapped. */
    JsonNode checked(String text) {
        JsonNode document;
        try {
            document = mapper.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(Fence.inside(text));
        } catch (JacksonException e) {
            throw malformed("it is no JSON" + where(e));
        }
        if (!document.isObject()) {
            throw malformed("it is no JSON object");
        }
        String fault = check == null ? null : check.fault(document);
        if (fault != null) {
            throw malformed(fault);
        }
        JsonNode value = inside(document);
        if (value == null) {
            throw malformed("it has no " + member);
        }
        return value;
    }

    /** What a document holds, perhaps wrapped; {@code null} where it is not there yet. */
    @Nullable
    JsonNode inside(JsonNode document) {
        return member == null ? document : document.get(member);
    }

    /** The object that a document is. */
    T bound(JsonNode document) {
        T object;
        try {
            object = mapper.readerFor(type).readValue(document);
        } catch (DatabindException e) {
            throw malformed("it cannot be read as " + type.toCanonical() + " at " + e.getPathReference());
        }
        if (object == null) {
            throw malformed("it is null");
        }
        return object;
    }

    private static String where(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : " from line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + " on";
    }

    private static AiException malformed(String what) {
        return AiException.of(ErrorCode.MALFORMED_RESPONSE)
                .userMessage(NOT_AS_EXPECTED)
                .providerMessage("not as expected: " + what)
                .build();
    }

    @Override
    public String toString() {
        return "expected " + type.toCanonical();
    }
}
