package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.List;

/** Tells whether a request refers to files that were uploaded to the provider. */
final class RequestFiles {

    private RequestFiles() {}

    static boolean any(ChatRequest request) {
        return request.messages().stream().anyMatch(message -> any(message.parts()));
    }

    private static boolean any(List<Part> parts) {
        return parts.stream()
                .anyMatch(part -> (part instanceof Part.Image image && image.media() instanceof Media.FileId)
                        || (part instanceof Part.File file && file.media() instanceof Media.FileId)
                        || (part instanceof Part.ToolResult result && any(result.content())));
    }
}
