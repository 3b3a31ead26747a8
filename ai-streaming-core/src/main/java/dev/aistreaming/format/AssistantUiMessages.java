package dev.aistreaming.format;

import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The messages of assistant-ui's {@code useDataStreamRuntime}, which are language model messages: tool results are messages of
 * their own.
 */
final class AssistantUiMessages {

    private final History history;

    AssistantUiMessages(History history) {
        this.history = history;
    }

    void add(String role, JsonNode content) {
        switch (role) {
            case "system" -> history.add(Role.SYSTEM, ContentReader.texts(content));
            case "user" -> history.add(Role.USER, ContentReader.read(content, AiSdkMessages::file));
            case "assistant" -> {
                history.add(Role.ASSISTANT, ContentReader.texts(content));
                content.forEach(this::callOrResult);
            }
            case "tool" -> content.forEach(this::result);
            default -> {}
        }
    }

    /** A tool run by the provider has its result in the message that contains the call. */
    private void callOrResult(JsonNode part) {
        if ("tool-call".equals(FrontEndBody.text(part, "type"))) {
            JsonNode input = part.hasNonNull("input") ? part.path("input") : part.path("args");
            history.call(
                    FrontEndBody.text(part, "toolCallId"),
                    FrontEndBody.text(part, "toolName"),
                    FrontEndBody.textOrJson(input));
        } else {
            result(part);
        }
    }

    private void result(JsonNode part) {
        if (!"tool-result".equals(FrontEndBody.text(part, "type"))) {
            return;
        }
        String id = FrontEndBody.text(part, "toolCallId");
        JsonNode output = part.path("output");
        String kind = FrontEndBody.text(output, "type");
        if (kind == null) {
            JsonNode older = part.hasNonNull("output") ? output : part.path("result");
            boolean failed = FrontEndBody.isTrue(part.path("isError"));
            history.result(id, ContentReader.text(FrontEndBody.textOrJson(older)), failed);
        } else {
            boolean denied = kind.equals("execution-denied");
            history.result(id, content(kind, output), denied || kind.startsWith("error"));
        }
    }

    private static List<Part> content(String kind, JsonNode output) {
        JsonNode value = output.path("value");
        return switch (kind) {
            case "content" -> ContentReader.read(value, AiSdkMessages::file);
            case "execution-denied" -> ContentReader.text(AiSdkMessages.denied(output));
            default -> ContentReader.text(FrontEndBody.textOrJson(value));
        };
    }
}
