package dev.aistreaming.recording;

import dev.aistreaming.chat.ErrorCode;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a recording as lines of JSON: first the description of the call, then everything received with its milliseconds since the
 * start, and finally how the call ended. Bytes that are complete UTF-8 characters are written as text, so that people can read and
 * edit them.
 */
final class RecordingWriter {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Writer out;

    RecordingWriter(Writer out) {
        this.out = out;
    }

    void write(Recording recording) throws IOException {
        CallLabel call = recording.call();
        line(json -> {
            json.writeNumberProperty("recording", Recording.VERSION);
            json.writeStringProperty("provider", call.provider());
            json.writeStringProperty("type", call.type());
            optional(json, "model", call.model());
            json.writeStringProperty("url", call.url());
            json.writeStringProperty("startedAt", recording.startedAt().toString());
            optional(json, "request", call.request());
        });
        for (Recording.Step step : recording.steps()) {
            line(json -> {
                json.writeNumberProperty("t", step.millis());
                write(json, step);
            });
        }
        Recording.Ending ending = recording.ending();
        line(json -> {
            json.writeNumberProperty("t", ending.millis());
            ErrorCode code = ending.code();
            json.writeStringProperty("end", code == null ? "whole" : "failed");
            optional(json, "code", code == null ? null : code.wireName());
            if (ending.cut()) {
                json.writeBooleanProperty("cut", true);
            }
        });
    }

    private static void write(JsonGenerator json, Recording.Step step) {
        if (step instanceof Recording.Read read) {
            String text = text(read.bytes());
            if (text == null) {
                json.writeName("base64");
                json.writeBinary(read.bytes());
            } else {
                json.writeStringProperty("text", text);
            }
        } else if (step instanceof Recording.Head head) {
            json.writeNumberProperty("status", head.status());
            json.writeObjectPropertyStart("headers");
            for (Map.Entry<String, String> header : new TreeMap<>(head.headers()).entrySet()) {
                json.writeStringProperty(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        } else if (step instanceof Recording.Broken broken) {
            json.writeStringProperty("broken", broken.how().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("message", broken.message());
        } else {
            json.writeBooleanProperty("bodyEnd", true);
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException cutInACharacter) {
            return null;
        }
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private void line(Consumer<JsonGenerator> members) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        out.write('\n');
    }
}
