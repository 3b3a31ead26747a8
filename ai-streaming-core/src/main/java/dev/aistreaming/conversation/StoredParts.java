package dev.aistreaming.conversation;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** The members of one stored part, in any order. */
final class StoredParts {

    static final String TEXT = "text";
    static final String IMAGE = "image";
    static final String FILE = "file";
    static final String AUDIO = "audio";
    static final String TOOL_USE = "tool_use";
    static final String TOOL_RESULT = "tool_result";
    static final String PROVIDER_STATE = "provider_state";

    private final List<Part> content = new ArrayList<>(0);
    private String type = "";
    private String text = "";
    private String id = "";
    private String name = "";
    private String arguments = "";
    private String provider = "";
    private String state = "";
    private boolean failed;
    private @Nullable String detail;
    private @Nullable String filename;
    private @Nullable String mediaType;
    private @Nullable String url;
    private @Nullable String fileId;
    private byte @Nullable [] bytes;

    private StoredParts() {}

    /**
     * Reads an array.
     *
     * @return whether all parts are known
     */
    static boolean read(JsonParser json, List<Part> parts) {
        boolean allKnown = true;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            StoredParts read = new StoredParts();
            String name;
            while ((name = json.nextName()) != null) {
                read.member(name, json);
            }
            Part part = read.toPart();
            if (part == null) {
                allKnown = false;
            } else {
                parts.add(part);
            }
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new StreamReadException(json, "not an array of parts");
        }
        return allKnown;
    }

    private void member(String member, JsonParser json) {
        JsonToken value = json.nextToken();
        switch (member) {
            case "type" -> type = json.getString();
            case "text" -> text = json.getString();
            case "id" -> id = json.getString();
            case "name" -> name = json.getString();
            case "arguments" -> arguments = json.getString();
            case "provider" -> provider = json.getString();
            case "state" -> state = json.getString();
            case "failed" -> failed = value == JsonToken.VALUE_TRUE;
            case "detail" -> detail = json.getString();
            case "filename" -> filename = json.getString();
            case "mediaType" -> mediaType = json.getString();
            case "url" -> url = json.getString();
            case "fileId" -> fileId = json.getString();
            case "bytes" -> bytes = json.getBinaryValue();
            case "content" -> {
                if (value == JsonToken.START_ARRAY) {
                    read(json, content);
                }
            }
            default -> json.skipChildren();
        }
    }

    private @Nullable Part toPart() {
        return switch (type) {
            case TEXT -> new Part.Text(text);
            case TOOL_USE -> new Part.ToolUse(id, name, arguments);
            case TOOL_RESULT -> new Part.ToolResult(id, name, content, failed);
            case PROVIDER_STATE -> new Part.ProviderState(provider, state);
            case IMAGE, FILE, AUDIO -> toMediaPart();
            default -> null;
        };
    }

    private @Nullable Part toMediaPart() {
        Media media = media();
        if (media == null) {
            return null;
        }
        return switch (type) {
            case IMAGE -> new Part.Image(media, detail);
            case FILE -> new Part.File(media, filename);
            default -> new Part.Audio(media);
        };
    }

    private @Nullable Media media() {
        if (bytes != null && mediaType != null) {
            return Media.bytes(bytes, mediaType);
        }
        if (url != null) {
            return new Media.Url(URI.create(url), mediaType);
        }
        return fileId == null ? null : Media.fileId(fileId);
    }
}
