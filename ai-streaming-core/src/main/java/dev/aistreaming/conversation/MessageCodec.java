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
 * Messages as JSON, for stores. What an earlier version has written is read, and of what a later one has written, what is known
 * here: members and kinds of parts that are not known are left out.
 */
public final class MessageCodec {

    /** Raised where an older version must not read what is written, which has not happened yet. */
    static final int VERSION = 1;

    /** What is read was written here, and may hold files as one text. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** For texts that no character set can carry. */
    private static final JsonFactory ASCII =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private MessageCodec() {}

    /** The message as one JSON object, which is valid Unicode and has no control characters, whatever is in the message. */
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
     * The message that was written.
     *
     * @return {@code null} for one of which nothing is known here
     * @throws IllegalArgumentException for what is no stored message
     */
    public static @Nullable Message decode(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            return StoredMessageReader.read(parser);
        } catch (JacksonException e) {
            // without the cause, which quotes what people have said
            throw new IllegalArgumentException(
                    "a stored message is no JSON of a message: " + e.getClass().getSimpleName());
        }
    }
}
