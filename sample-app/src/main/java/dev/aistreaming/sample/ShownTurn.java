package dev.aistreaming.sample;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.conversation.MessageState;
import dev.aistreaming.conversation.StoredMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * A saved question, and its answer as events of the stream, so that the page shows saved and streamed answers in the same way.
 *
 * @param files the names of the attachments
 * @param state the state of the answer: {@code whole}, {@code interrupted} or {@code refused}
 */
record ShownTurn(String question, List<String> files, List<Map<String, Object>> events, String state) {

    private static final JsonMapper JSON = new JsonMapper();

    static List<ShownTurn> all(List<StoredMessage> messages) {
        return turns(messages).stream().map(ShownTurn::of).toList();
    }

    /** Groups messages by turn. */
    static List<List<StoredMessage>> turns(List<StoredMessage> messages) {
        return List.copyOf(messages.stream()
                .collect(Collectors.groupingBy(StoredMessage::turn, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    private static ShownTurn of(List<StoredMessage> turn) {
        List<Part> question = parts(turn, Role.USER).toList();
        String text = question.stream()
                .flatMap(part -> part instanceof Part.Text said ? Stream.of(said.text()) : Stream.empty())
                .collect(Collectors.joining("\n"));
        List<String> files = question.stream().flatMap(ShownTurn::fileName).toList();
        StoredMessage last = turn.get(turn.size() - 1);
        MessageState state = last.message().role() == Role.ASSISTANT ? last.state() : MessageState.INTERRUPTED;
        return new ShownTurn(text, files, events(turn), state.wireName());
    }

    private static Stream<Part> parts(List<StoredMessage> turn, Role role) {
        return turn.stream()
                .map(StoredMessage::message)
                .filter(message -> message.role() == role)
                .flatMap(message -> message.parts().stream());
    }

    private static Stream<String> fileName(Part part) {
        if (part instanceof Part.File file) {
            String name = file.filename();
            return Stream.of(name == null ? "a file" : name);
        }
        return part instanceof Part.Image ? Stream.of("a picture") : Stream.empty();
    }

    private static List<Map<String, Object>> events(List<StoredMessage> turn) {
        List<Map<String, Object>> events = new ArrayList<>();
        for (StoredMessage stored : turn) {
            Message message = stored.message();
            if (message.role() == Role.ASSISTANT && !events.isEmpty()) {
                events.add(Map.of("step", Map.of()));
            }
            if (message.role() != Role.USER) {
                message.parts().forEach(part -> event(part).ifPresent(events::add));
            }
        }
        return events;
    }

    /** Converts a part to an event. Provider-specific data is left out, because only the provider needs it. */
    private static Optional<Map<String, Object>> event(Part part) {
        if (part instanceof Part.Text text) {
            return Optional.of(Map.of("content", text.text()));
        }
        if (part instanceof Part.ToolUse call) {
            return Optional.of(Map.of(
                    "toolCall", Map.of("id", call.id(), "name", call.name(), "arguments", json(call.arguments()))));
        }
        if (part instanceof Part.ToolResult result) {
            return Optional.of(Map.of(
                    "toolResult",
                    Map.of(
                            "id",
                            result.callId(),
                            "name",
                            result.name(),
                            result.failed() ? "error" : "result",
                            result.text())));
        }
        return Optional.empty();
    }

    /** Reads JSON. A model may have written invalid JSON, which is returned as a string. */
    private static JsonNode json(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JacksonException e) {
            return StringNode.valueOf(arguments);
        }
    }
}
