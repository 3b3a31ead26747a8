package dev.aistreaming.spring.mcp;

import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import dev.aistreaming.tool.ToolException;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Converts what a server returns to what the model gets. */
record McpResults(JsonMapper mapper) {

    private static final Logger log = LoggerFactory.getLogger(McpResults.class);
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    /** @throws ToolException with the server's own words if the tool has failed */
    List<Part> of(McpSchema.CallToolResult result) {
        List<Part> parts = new ArrayList<>();
        for (McpSchema.Content content : result.content()) {
            Part part = readable(content);
            if (part != null) {
                parts.add(part);
            }
        }
        boolean said = parts.stream().anyMatch(Part.Text.class::isInstance);
        if (!said && result.structuredContent() != null) { // otherwise the same text would appear twice
            parts.add(new Part.Text(mapper.writeValueAsString(result.structuredContent())));
        }
        if (Boolean.TRUE.equals(result.isError())) {
            String why = text(parts);
            throw new ToolException(why.isEmpty() ? "The tool failed, and does not say why." : why);
        }
        return parts;
    }

    private static String text(List<Part> parts) {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }

    /** Content that cannot be read must not affect the rest of the result. */
    private static @Nullable Part readable(McpSchema.Content content) {
        try {
            return part(content);
        } catch (RuntimeException e) { // invalid Base64, an invalid type, or a type that is not one of an image
            log.debug("Content of a tool's result cannot be read", e);
            return text("[Content of the type '" + content.type() + "' cannot be read.]");
        }
    }

    private static @Nullable Part part(McpSchema.Content content) {
        if (content instanceof McpSchema.TextContent text) {
            return text(text.text());
        }
        if (content instanceof McpSchema.ImageContent image) {
            return new Part.Image(media(image.data(), image.mimeType()));
        }
        if (content instanceof McpSchema.AudioContent audio) {
            return new Part.Audio(media(audio.data(), audio.mimeType()));
        }
        if (content instanceof McpSchema.EmbeddedResource embedded) {
            return resource(embedded.resource());
        }
        if (content instanceof McpSchema.ResourceLink link) {
            return text(link(link));
        }
        return text("[Content of the type '" + content.type() + "' is not shown.]");
    }

    private static @Nullable Part text(@Nullable String text) {
        return text == null || text.isBlank() ? null : new Part.Text(text);
    }

    private static Media media(String data, @Nullable String type) {
        return Media.bytes(Base64.getDecoder().decode(data), type == null ? UNKNOWN_TYPE : type);
    }

    private static @Nullable Part resource(McpSchema.ResourceContents resource) {
        if (resource instanceof McpSchema.TextResourceContents text) {
            return text(text.text());
        }
        if (resource instanceof McpSchema.BlobResourceContents blob) {
            Media media = media(blob.blob(), blob.mimeType());
            String type = String.valueOf(media.mediaType());
            if (type.startsWith("image/")) {
                return new Part.Image(media);
            }
            return type.startsWith("audio/") ? new Part.Audio(media) : new Part.File(media, filename(blob.uri()));
        }
        return text("[A resource: " + resource.uri() + "]");
    }

    private static @Nullable String filename(String uri) {
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        return name.isBlank() ? null : name;
    }

    /** Describes a link. This application never fetches what a server points at. */
    private static String link(McpSchema.ResourceLink link) {
        String description = link.description() == null ? "" : " (" + link.description() + ")";
        return "Resource " + link.name() + ": " + link.uri() + description;
    }
}
