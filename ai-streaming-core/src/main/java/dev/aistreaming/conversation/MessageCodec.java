package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Converts messages to JSON and back, for stores. Everything written by earlier versions can be read. Of what later versions write,
 * unknown members and kinds of parts are left out.
 */
public final class MessageCodec {

    /** To be increased when older versions must not read the new format, which has not happened yet. */
    static final int VERSION = 1;

    /** Input was written by this class, and may contain a file as a single string. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** For text that cannot be encoded in UTF-8. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private MessageCodec() {}

    /**
     * Encodes a message as a JSON object, which is always valid Unicode without control characters, whatever the message contains.
     */
    public static String encode(Message message) {
        String json = encode(message, JSON);
        return hasHalfCharacters(json) ? encode(message, ASCII) : json;
    }

    private static String encode(Message message, JsonFactory factory) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("v", VERSION);
            json.writeStringProperty("role", message.role().wireName());
            new StoredPartWriter(json).write("parts", message.parts());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static boolean hasHalfCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean whole = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!whole) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /**
     * Decodes a message.
     *
     * @return {@code null} if this version does not understand any of it
     * @throws IllegalArgumentException if it is not a stored message
     */
    public static @Nullable Message decode(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return StoredMessageReader.read(parser);
        } catch (JacksonException e) {
            // without the cause, which quotes what users have said
            throw new IllegalArgumentException(
                    "not the JSON of a stored message: " + e.getClass().getSimpleName());
        }
    }
}
