package dev.aistreaming.observation;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes parts in the form defined by OpenTelemetry's conventions, without the bytes of images, files and audio, and without
 * provider state.
 */
final class PartWriter implements Part.Visitor<@Nullable Void> {

    private final JsonGenerator json;
    private final UnaryOperator<String> within;

    /** @param within returns what of a text is within the limit */
    PartWriter(JsonGenerator json, UnaryOperator<String> within) {
        this.json = json;
        this.within = within;
    }

    void text(String text) {
        json.writeStartObject();
        json.writeStringProperty("type", "text");
        json.writeStringProperty("content", within.apply(text));
        json.writeEndObject();
    }

    @Override
    public @Nullable Void text(Part.Text part) {
        text(part.text());
        return null;
    }

    @Override
    public @Nullable Void image(Part.Image part) {
        return media("image", part.media());
    }

    @Override
    public @Nullable Void file(Part.File part) {
        return media("document", part.media());
    }

    @Override
    public @Nullable Void audio(Part.Audio part) {
        return media("audio", part.media());
    }

    private @Nullable Void media(String modality, Media media) {
        json.writeStartObject();
        media.accept(new WhereItIs());
        json.writeStringProperty("modality", modality);
        if (media.mediaType() != null) {
            json.writeStringProperty("mime_type", media.mediaType());
        }
        json.writeEndObject();
        return null;
    }

    @Override
    public @Nullable Void toolUse(Part.ToolUse part) {
        json.writeStartObject();
        json.writeStringProperty("type", "tool_call");
        json.writeStringProperty("id", part.id());
        json.writeStringProperty("name", part.name());
        json.writeStringProperty("arguments", within.apply(part.arguments()));
        json.writeEndObject();
        return null;
    }

    @Override
    public @Nullable Void toolResult(Part.ToolResult part) {
        json.writeStartObject();
        json.writeStringProperty("type", "tool_call_response");
        json.writeStringProperty("id", part.callId());
        json.writeStringProperty("response", within.apply(part.text()));
        json.writeEndObject();
        return null;
    }

    @Override
    public @Nullable Void providerState(Part.ProviderState part) {
        return null;
    }

    private final class WhereItIs implements Media.Visitor<@Nullable Void> {
        @Override
        public @Nullable Void bytes(Media.Bytes media) {
            json.writeStringProperty("type", "blob");
            return null;
        }

        /** Without parts of the address that may contain keys. */
        @Override
        public @Nullable Void url(Media.Url media) {
            json.writeStringProperty("type", "uri");
            json.writeStringProperty("uri", media.toString());
            return null;
        }

        @Override
        public @Nullable Void fileId(Media.FileId media) {
            json.writeStringProperty("type", "file");
            json.writeStringProperty("file_id", media.id());
            return null;
        }
    }
}
