package dev.aistreaming.format;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The messages that an AI SDK front end shows. Their parts include tool calls together with their outcome. */
final class AiSdkMessages {

    private static final String STATIC_TOOL = "tool-";

    private final History history = new History();
    private final AssistantUiMessages others = new AssistantUiMessages(history);

    /** Adds a message unless its role is unknown. A message without parts comes from assistant-ui. */
    void add(JsonNode message) {
        String role = FrontEndBody.text(message, "role");
        JsonNode parts = message.path("parts");
        if (role == null) {
            return;
        }
        if (!parts.isArray()) {
            others.add(role, message.path("content"));
            return;
        }
        switch (role) {
            case "system" -> history.add(Role.SYSTEM, ContentReader.texts(parts));
            case "user" -> history.add(Role.USER, ContentReader.read(parts, AiSdkMessages::file));
            case "assistant" -> answer(parts);
            default -> {}
        }
    }

    List<Message> all() {
        return history.messages();
    }

    /** Each step is a turn of the model, followed by the results of its tools. */
    private void answer(JsonNode parts) {
        List<JsonNode> step = new ArrayList<>();
        for (JsonNode part : parts) {
            if ("step-start".equals(FrontEndBody.text(part, "type"))) {
                step(step);
                step.clear();
            } else {
                step.add(part);
            }
        }
        step(step);
    }

    private void step(List<JsonNode> parts) {
        history.add(Role.ASSISTANT, ContentReader.read(parts, (type, part) -> null));
        parts.forEach(this::call);
    }

    private void call(JsonNode part) {
        String name = toolName(part);
        String state = name == null ? null : FrontEndBody.text(part, "state");
        if (name == null || state == null) {
            return;
        }
        switch (state) {
            case "output-available" -> call(name, part, FrontEndBody.textOrJson(part.path("output")), false);
            case "output-error" -> call(name, part, FrontEndBody.textOrJson(part.path("errorText")), true);
            case "output-denied" -> call(name, part, denied(part.path("approval")), true);
            default -> {} // not answered
        }
    }

    private static @Nullable String toolName(JsonNode part) {
        String type = FrontEndBody.text(part, "type");
        if (type != null && type.startsWith(STATIC_TOOL)) {
            return type.substring(STATIC_TOOL.length());
        }
        return "dynamic-tool".equals(type) ? FrontEndBody.text(part, "toolName") : null;
    }

    /** In the words in which this library tells the model. */
    static String denied(JsonNode decision) {
        String reason = FrontEndBody.name(decision, "reason");
        String text = "The tool was not called: the user did not approve it.";
        return reason == null ? text : text + " Reason: " + reason;
    }

    private void call(String name, JsonNode part, String result, boolean failed) {
        String id = FrontEndBody.text(part, "toolCallId");
        JsonNode input = part.hasNonNull("input") ? part.path("input") : part.path("rawInput");
        history.call(id, name, FrontEndBody.textOrJson(input));
        history.result(id, ContentReader.text(result), failed);
    }

    /**
     * A file, whose bytes are in {@code url} or, in the case of assistant-ui, in {@code data}; {@code image} is used by earlier
     * versions.
     */
    static @Nullable Part file(String type, JsonNode part) {
        String mediaType = FrontEndBody.name(part, "mediaType");
        String filename = FrontEndBody.name(part, "filename");
        return switch (type) {
            case "file" -> file(part.hasNonNull("url") ? "url" : "data", part, mediaType, filename);
            case "image" -> file("image", part, mediaType == null ? "image" : mediaType, filename);
            default -> null;
        };
    }

    private static @Nullable Part file(
            String member, JsonNode part, @Nullable String mediaType, @Nullable String filename) {
        String data = FrontEndBody.name(part, member);
        boolean isUrl = data == null || data.indexOf(':') >= 0;
        return isUrl
                ? FrontEndMedia.ofUrl(data, mediaType, filename)
                : FrontEndMedia.ofBase64(data, mediaType, filename);
    }
}
