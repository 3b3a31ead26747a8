package dev.aistreaming.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The request of AG-UI's {@code HttpAgent}, which is the protocol's {@code RunAgentInput}, for CopilotKit and others. Its tools run
 * in the front end, its context becomes an instruction, and its state is ignored.
 *
 * @see <a href="https://docs.ag-ui.com/spec/1.0/basic/run-input">Run input of AG-UI</a>
 */
public final class AgUiRun implements FrontEndRequest {

    private final JsonNode body;

    /** Stores the body without parsing it, and therefore accepts anything. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AgUiRun(JsonNode body) {
        this.body = body;
    }

    @Override
    public ChatRequest toChatRequest() {
        FrontEndBody.object(body);
        ids().forEach(FrontEndBody::checkId);
        ChatMessages messages = new ChatMessages("toolCalls", "toolCallId", AgUiRun::media);
        for (JsonNode message : FrontEndBody.messages(body)) {
            messages.add(message, FrontEndBody.text(message, "role"));
        }
        return ChatRequest.builder()
                .messages(inContext(messages.all()))
                .tools(tools())
                .build();
    }

    /** The context is inserted after the leading instructions and before the conversation. */
    private List<Message> inContext(List<Message> messages) {
        String context = context();
        if (messages.isEmpty() || context.isBlank()) {
            return messages;
        }
        int head = 0;
        while (head < messages.size() && messages.get(head).role() == Role.SYSTEM) {
            head++;
        }
        List<Message> all = new ArrayList<>(messages);
        all.add(head, Message.system(context));
        return all;
    }

    private String context() {
        List<String> context = new ArrayList<>();
        for (JsonNode item : body.path("context")) {
            String description = FrontEndBody.name(item, "description");
            String value = FrontEndBody.textOrJson(item.path("value"));
            if (!value.isBlank()) {
                context.add(description == null ? value : description + ": " + value);
            }
        }
        return String.join("\n", context);
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            tools.add(FrontEndTools.tool(FrontEndBody.text(tool, "name"), tool));
        }
        return tools;
    }

    /** An image, audio, video or document has a source; {@code binary} is the form used before version 1.0. */
    private static @Nullable Part media(String type, JsonNode part) {
        JsonNode source = part.path("source");
        String kind = FrontEndBody.name(source, "mimeType");
        String value = FrontEndBody.name(source, "value");
        return switch (type) {
            case "image", "audio", "video", "document" ->
                media(FrontEndBody.text(source, "type"), value, kind == null ? type : kind, part);
            case "binary" -> binary(part);
            default -> null;
        };
    }

    private static @Nullable Part media(@Nullable String source, @Nullable String value, String kind, JsonNode part) {
        String filename = FrontEndBody.name(part.path("metadata"), "filename");
        return switch (source == null ? "" : source) {
            case "url" -> FrontEndMedia.ofUrl(value, kind, filename);
            case "data" -> FrontEndMedia.ofBase64(value, kind, filename);
            case "file" -> uploaded(value, kind);
            default -> null;
        };
    }

    private static @Nullable Part uploaded(@Nullable String id, String kind) {
        if (id == null) {
            return null;
        }
        Media file = Media.fileId(id);
        return kind.startsWith("image") ? new Part.Image(file) : new Part.File(file);
    }

    private static @Nullable Part binary(JsonNode part) {
        String type = FrontEndBody.name(part, "mimeType");
        String filename = FrontEndBody.name(part, "filename");
        String data = FrontEndBody.name(part, "data");
        return data == null
                ? FrontEndMedia.ofUrl(FrontEndBody.name(part, "url"), type, filename)
                : FrontEndMedia.ofBase64(data, type, filename);
    }

    @Override
    public String format() {
        return "ag-ui";
    }

    /** The id of the thread. */
    @Override
    public @Nullable String key() {
        return FrontEndBody.name(body, AgUiFormat.THREAD_ID);
    }

    @Override
    public Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String name : List.of(AgUiFormat.THREAD_ID, AgUiFormat.RUN_ID)) {
            String id = FrontEndBody.name(body, name);
            if (id != null) {
                ids.put(name, id);
            }
        }
        return ids;
    }

    /** One of the {@code forwardedProps}. */
    @Override
    public @Nullable String setting(String name) {
        return FrontEndBody.setting(body.path("forwardedProps"), name);
    }

    /** Leaves out the content. */
    @Override
    public String toString() {
        return "AgUiRun[" + body.path("messages").size() + " messages]";
    }
}
