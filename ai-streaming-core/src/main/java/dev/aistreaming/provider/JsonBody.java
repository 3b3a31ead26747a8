package dev.aistreaming.provider;

import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the body of a request. If it contains media, it is first written without them in order to determine its size, so that the
 * megabytes are then written only once, to their final place.
 */
final class JsonBody {

    private final JsonFactory factory;
    private boolean measuring = true;
    private long media;

    JsonBody(JsonFactory factory) {
        this.factory = factory;
    }

    byte[] write(Map<String, ?> body) {
        byte[] bytes = write(body, 1024);
        if (media == 0) {
            return bytes;
        }
        measuring = false;
        return write(body, Math.toIntExact(bytes.length + media));
    }

    /** Written as characters: a generator of bytes escapes unpaired surrogates, which providers reject as invalid JSON. */
    private byte[] write(Map<String, ?> body, int size) {
        Bytes bytes = new Bytes(size);
        Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, body);
        }
        return bytes.take();
    }

    private void write(JsonGenerator json, @Nullable Object value) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((key, inner) -> {
                json.writeName(String.valueOf(key));
                write(json, inner);
            });
            json.writeEndObject();
        } else if (value instanceof Iterable<?> iterable) {
            json.writeStartArray();
            iterable.forEach(inner -> write(json, inner));
            json.writeEndArray();
        } else if (value instanceof Base64Text text) {
            write(json, text);
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(value.toString());
        }
    }

    private void write(JsonGenerator json, Base64Text text) {
        if (measuring) {
            json.writeString("");
            media += text.length();
        } else {
            text.writeTo(json);
        }
    }

    /** The output, taken without copying if its size was known. */
    private static final class Bytes extends ByteArrayOutputStream {

        Bytes(int size) {
            super(size);
        }

        byte[] take() {
            return count == buf.length ? buf : toByteArray();
        }
    }
}
