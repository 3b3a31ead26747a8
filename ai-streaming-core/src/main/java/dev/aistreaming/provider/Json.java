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

/** What the mappers need of JSON: no trees. */
final class Json {

    /** Lenient where servers are sloppy: control characters as they are in texts, and Python's NaN. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /** A parser of documents that come one after the other; see {@link DocumentParser}. */
    static JsonParser parserOfMany() {
        return FACTORY.createNonBlockingByteArrayParser(ObjectReadContext.empty());
    }

    /** The next token of a document that is not at its end. */
    static JsonToken next(JsonParser json) {
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.NOT_AVAILABLE) {
            throw new StreamReadException(json, "the document ends too early");
        }
        return token;
    }

    /** Takes a member of an object. */
    interface Member<T> {

        /**
         * Reads a member.
         *
         * @param json at its value, of which as much may be left as the reader likes
         */
        void read(T target, String name, JsonParser json);
    }

    /** Takes an element of an array. */
    interface Element<T> {

        /**
         * Reads an element.
         *
         * @param json at the element, of which as much may be left as the reader likes
         */
        void read(T target, JsonParser json);
    }

    /**
     * Hands over each member of the current value, if that is an object.
     *
     * @param reader without a reference to anything else than the target, or each call makes a new one
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

    /** Hands over each element of the current value, or, where that is no array, the value itself. */
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

    /** The current value if it is a name or an id: a text with something in it, or a number. */
    static @Nullable String text(JsonParser json) {
        if (json.currentToken() != JsonToken.VALUE_STRING
                && !json.currentToken().isNumeric()) {
            return null;
        }
        String text = json.getString();
        return text.isEmpty() ? null : text;
    }

    /** Whether the current value is this text; makes no text of one that is not. */
    static boolean textIs(String expected, JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_STRING
                && json.getStringLength() == expected.length()
                && json.getString().equals(expected);
    }

    /** The current value if it is a whole number of that size. */
    static @Nullable Integer integer(JsonParser json) {
        if (!json.currentToken().isNumeric()) {
            return null;
        }
        double number = json.getDoubleValue();
        return number == (int) number ? Integer.valueOf((int) number) : null;
    }

    /** The current value if it is a whole number of that size, else the fallback. */
    static int integer(JsonParser json, int fallback) {
        Integer number = integer(json);
        return number == null ? fallback : number;
    }

    /** The number of this name in the current value, if that is an object. */
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

    /** The current value as the JSON it is. */
    static String copy(JsonParser json) {
        StringWriter copy = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
            int depth = 0;
            do { // not the whole structure at once: that does not expect a document that ends too early
                JsonToken token = depth == 0 ? json.currentToken() : next(json);
                out.copyCurrentEventExact(json);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            } while (depth > 0);
        }
        return copy.toString();
    }

    /** Whether a text is one whole document. */
    static boolean isDocument(String text) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            json.skipChildren();
            return json.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /** A body of maps, iterables, texts, numbers, booleans and {@link Base64Text}. Half a surrogate pair becomes a question mark. */
    static byte[] write(Map<String, ?> body) {
        return new JsonBody(FACTORY).write(body);
    }
}
