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

/** The expected form of an answer: a Java type, or a JSON Schema. Created by {@link ExpectedTypes}. Reusable and thread-safe. */
public final class ExpectedType<T> {

    private static final String NOT_AS_EXPECTED = "The AI model's answer does not have the form that was asked for.";

    private final Output output;
    private final @Nullable String member;
    private final @Nullable SchemaCheck check;
    private final JavaType type;
    private final JsonMapper mapper;

    /**
     * @param root {@code null} for any object
     * @param name the name of the schema
     */
    ExpectedType(String name, @Nullable RootSchema root, JavaType type, JsonMapper mapper) {
        this.output =
                root == null ? Output.JSON : Output.schema(name, root.schema().toString());
        this.member = root == null ? null : root.member();
        this.check = root == null ? null : SchemaCheck.of(root.schema());
        this.type = type;
        this.mapper = mapper;
    }

    /**
     * What the provider is asked for. A list, or anything else that is not an object, is requested as the only member of an object.
     */
    public Output output() {
        return output;
    }

    /**
     * Parses a complete answer.
     *
     * @param text the answer's text, which may be enclosed in a code fence
     * @throws AiException with {@link ErrorCode#MALFORMED_RESPONSE} if it is not JSON, does not conform to the schema, or cannot be
     *     read as the type; its {@link AiException#providerMessage()} tells where, but quotes nothing of the answer
     */
    public T read(String text) {
        return bound(checked(text));
    }

    /** Parses the answer to a document that conforms to the schema, unwrapped if it was wrapped. */
    JsonNode checked(String text) {
        JsonNode document;
        try {
            document = mapper.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(Fence.inside(text));
        } catch (JacksonException e) {
            throw malformed("it is not JSON" + where(e));
        }
        if (!document.isObject()) {
            throw malformed("it is not a JSON object");
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

    /** The value inside a document that may be wrapped, or {@code null} if it has not arrived yet. */
    @Nullable
    JsonNode inside(JsonNode document) {
        return member == null ? document : document.get(member);
    }

    /** Converts a document to the object. */
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
