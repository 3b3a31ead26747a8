package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Message;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes messages in the form defined by OpenTelemetry's conventions, up to a limit. */
final class ContentWriter {

    /** The maximum number of characters of text per attribute. */
    static final int MAX_CHARACTERS = 16_000;

    private static final JsonFactory FACTORY = new JsonFactory();

    private int left = MAX_CHARACTERS;

    private ContentWriter() {}

    static MessageContent contentOf(ChatOperation operation) {
        String system = operation.request().system();
        ChatResponse response = operation.response();
        return new MessageContent(
                array(json ->
                        new ContentWriter().input(json, operation.request().messages())),
                system == null ? null : array(json -> new ContentWriter().text(json, system)),
                response == null ? null : array(json -> new ContentWriter().output(json, response)));
    }

    private static String array(Consumer<JsonGenerator> content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            content.accept(json);
            json.writeEndArray();
        }
        return text.toString();
    }

    private void input(JsonGenerator json, List<Message> messages) {
        PartWriter parts = new PartWriter(json, this::within);
        for (Message message : messages) {
            json.writeStartObject();
            json.writeStringProperty("role", message.role().wireName());
            json.writeArrayPropertyStart("parts");
            message.parts().forEach(part -> part.accept(parts));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private void output(JsonGenerator json, ChatResponse response) {
        json.writeStartObject();
        json.writeStringProperty("role", "assistant");
        json.writeArrayPropertyStart("parts");
        text(json, response.content());
        json.writeEndArray();
        json.writeStringProperty("finish_reason", response.finishReason().wireName());
        json.writeEndObject();
    }

    private void text(JsonGenerator json, String text) {
        new PartWriter(json, this::within).text(text);
    }

    private String within(String text) {
        if (text.length() <= left) {
            left -= text.length();
            return text;
        }
        int end = left > 0 && Character.isHighSurrogate(text.charAt(left - 1)) ? left - 1 : left;
        left = 0;
        return text.substring(0, end) + "...";
    }
}
