package dev.aistreaming.format;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the messages of OpenAI's chat completions, and those of AG-UI, which differ only in names. */
final class ChatMessages {

    private final String calls;
    private final String callId;
    private final ContentReader.Others media;
    private final History history = new History();

    /**
     * Reads one conversation.
     *
     * @param calls the name of the list of tool calls in a turn
     * @param callId the name of the id of the call that a result belongs to
     */
    ChatMessages(String calls, String callId, ContentReader.Others media) {
        this.calls = calls;
        this.callId = callId;
        this.media = media;
    }

    /** Adds a message unless its role is unknown. Returns whether it is known. */
    boolean add(JsonNode message, @Nullable String role) {
        JsonNode content = message.path("content");
        switch (role == null ? "" : role) {
            case "system", "developer" -> history.add(Role.SYSTEM, ContentReader.texts(content));
            case "user" -> history.add(Role.USER, ContentReader.read(content, media));
            case "assistant" -> {
                history.add(Role.ASSISTANT, said(message, content));
                message.path(calls).forEach(this::call);
            }
            case "tool" -> result(message, content);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The text of a refusal is included. */
    private static List<Part> said(JsonNode message, JsonNode content) {
        List<Part> said = ContentReader.read(content, (type, part) -> refusal(part));
        Part refusal = said.isEmpty() ? refusal(message) : null;
        return refusal == null ? said : List.of(refusal);
    }

    private static @Nullable Part refusal(JsonNode said) {
        String refusal = FrontEndBody.name(said, "refusal");
        return refusal == null ? null : new Part.Text(refusal);
    }

    private void call(JsonNode call) {
        JsonNode function = call.path("function");
        history.call(
                FrontEndBody.text(call, "id"),
                FrontEndBody.text(function, "name"),
                FrontEndBody.textOrJson(function.path("arguments")));
    }

    private void result(JsonNode message, JsonNode content) {
        String error = FrontEndBody.name(message, "error");
        List<Part> told = ContentReader.read(content, media);
        history.result(
                FrontEndBody.text(message, callId),
                told.isEmpty() && error != null ? ContentReader.text(error) : told,
                error != null);
    }

    List<Message> all() {
        return history.messages();
    }
}
