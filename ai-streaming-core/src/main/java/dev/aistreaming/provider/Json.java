package dev.aistreaming.provider;

import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** JSON utilities for mappers, which do without trees. */
final class Json {

    /** Lenient with sloppy servers: unescaped control characters in strings, and Python's NaN. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /** A parser for consecutive documents; see {@link DocumentParser}. */
    static JsonParser parserOfMany() {
        return FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    }

    /** The next token of a document that has not ended. */
    static JsonToken next(JsonParser json) {
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.NOT_AVAILABLE) {
            throw new StreamReadException(json, "the document ends too early");
        }
        return token;
    }

    /** Receives the members of an object. */
    interface Member<T> {

        /**
         * Reads a member.
         *
         * @param json at its value, which need not be consumed
         */
        void read(T target, String name, JsonParser json);
    }

    /** Receives the elements of an array. */
    interface Element<T> {

        /**
         * Reads an element.
         *
         * @param json at the element, which need not be consumed
         */
        void read(T target, JsonParser json);
    }

    /**
     * Passes on each member of the current value if it is an object.
     *
     * @param reader must not capture anything, or each call would allocate
     * @return whether it is an object
     */
    static <T> boolean members(JsonParser json, T target, Member<T> reader) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (next(json) == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            next(json);
            reader.read(target, name, json);
            json.skipChildren();
        }
        return true;
    }

    /** Passes on each element of the current value, or the value itself if it is not an array. */
    static <T> void elements(JsonParser json, T target, Element<T> reader) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            reader.read(target, json);
            return;
        }
        while (next(json) != JsonToken.END_ARRAY) {
            reader.read(target, json);
            json.skipChildren();
        }
    }

    static JsonParser parser(byte[] bytes, int offset, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    /** The current value if it is a name or an id: a string that is not empty, or a number. */
    static @Nullable String text(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_STRING
                && !json.currentToken().isNumeric()) {
            return null;
        }
        String text = json.getString();
        return text.isEmpty() ? null : text;
    }

    /** Whether the current value is this string, without creating one unless necessary. */
    static boolean textIs(String expected, JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING
                && json.getStringLength() == expected.length()
                && json.getString().equals(expected);
    }

    /** The current value if it is an integer in the range of int, or {@code null}. */
    static @Nullable Integer integer(JsonParser json) {
        if (!json.currentToken().isNumeric()) {
            return null;
        }
        double number = json.getDoubleValue();
        return number == (int) number ? Integer.valueOf((int) number) : null;
    }

    /** The current value if it is an integer in the range of int, or the fallback. */
    static int integer(JsonParser json, int fallback) {
        Integer number = integer(json);
        return number == null ? fallback : number;
    }

    /** The number with this name in the current value, if that is an object. */
    static @Nullable Integer member(JsonParser json, String wanted) {
        Integer found = null;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (next(json) == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                next(json);
                found = name.equals(wanted) ? integer(json) : found;
                json.skipChildren();
            }
        }
        return found;
    }

    /** The current value as JSON. */
    static String copy(JsonParser json) {
        StringWriter copy = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
            int depth = 0;
            do { // not copyCurrentStructure, which cannot handle a document that ends early
                JsonToken token = depth == 0 ? json.currentToken() : next(json);
                out.copyCurrentEventExact(json);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
        }
        return copy.toString();
    }

    /** Whether a text is exactly one complete document. */
    static boolean isDocument(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * Writes a body of maps, iterables, strings, numbers, booleans and {@link Base64Text}. An unpaired surrogate becomes a question
     * mark.
     */
    static byte[] write(Map<String, ?> body) {
        return new JsonBody(FACTORY).write(body);
    }

    /** An unset field is not sent. */
    static void putIfSet(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
