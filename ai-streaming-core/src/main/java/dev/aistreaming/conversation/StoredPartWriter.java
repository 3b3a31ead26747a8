package dev.aistreaming.conversation;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes parts in the form that {@link StoredParts} reads. Text from providers, such as arguments, is stored as a string, so that
 * it is sent back verbatim.
 */
final class StoredPartWriter implements Part.Visitor<@Nullable Void>, Media.Visitor<@Nullable Void> {

    private final JsonGenerator json;

    StoredPartWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(String name, List<Part> parts) {
        json.writeArrayPropertyStart(name);
        for (Part part : parts) {
            json.writeStartObject();
            part.accept(this);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void type(String type) {
        json.writeStringProperty("type", type);
    }

    private void optional(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    @Override
    public @Nullable Void text(Part.Text part) {
        type(StoredParts.TEXT);
        json.writeStringProperty("text", part.text());
        return null;
    }

    @Override
    public @Nullable Void image(Part.Image part) {
        type(StoredParts.IMAGE);
        optional("detail", part.detail());
        return part.media().accept(this);
    }

    @Override
    public @Nullable Void file(Part.File part) {
        type(StoredParts.FILE);
        optional("filename", part.filename());
        return part.media().accept(this);
    }

    @Override
    public @Nullable Void audio(Part.Audio part) {
        type(StoredParts.AUDIO);
        return part.media().accept(this);
    }

    @Override
    public @Nullable Void toolUse(Part.ToolUse part) {
        type(StoredParts.TOOL_USE);
        json.writeStringProperty("id", part.id());
        json.writeStringProperty("name", part.name());
        json.writeStringProperty("arguments", part.arguments());
        return null;
    }

    @Override
    public @Nullable Void toolResult(Part.ToolResult part) {
        type(StoredParts.TOOL_RESULT);
        json.writeStringProperty("id", part.callId());
        json.writeStringProperty("name", part.name());
        if (part.failed()) {
            json.writeBooleanProperty("failed", true);
        }
        write("content", part.content());
        return null;
    }

    @Override
    public @Nullable Void providerState(Part.ProviderState part) {
        type(StoredParts.PROVIDER_STATE);
        json.writeStringProperty("provider", part.type());
        json.writeStringProperty("state", part.json());
        return null;
    }

    @Override
    public @Nullable Void bytes(Media.Bytes media) {
        json.writeStringProperty("mediaType", media.mediaType());
        json.writeName("bytes");
        json.writeBinary(media.openStream(), media.length());
        return null;
    }

    @Override
    public @Nullable Void url(Media.Url media) {
        optional("mediaType", media.mediaType());
        json.writeStringProperty("url", media.url().toString());
        return null;
    }

    @Override
    public @Nullable Void fileId(Media.FileId media) {
        json.writeStringProperty("fileId", media.id());
        return null;
    }
}
