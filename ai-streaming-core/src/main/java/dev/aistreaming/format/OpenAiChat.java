package dev.aistreaming.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Media;
import dev.aistreaming.chat.Part;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A chat completions request from OpenAI's SDKs and compatible clients. Unknown fields are ignored. A field with a value of the
 * wrong type is rejected, and so is an unknown role.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI's reference</a>
 */
public final class OpenAiChat implements FrontEndRequest {

    private final JsonNode body;

    /** Stores the body without parsing it, and therefore accepts anything. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public OpenAiChat(JsonNode body) {
        this.body = body;
    }

    /** The model named by the client, or {@code null} if it names none. */
    public @Nullable String model() {
        return FrontEndBody.name(body, "model");
    }

    /** Whether the client wants the answer as a stream rather than in one piece. */
    public boolean stream() {
        return FrontEndBody.isTrue(body.path("stream"));
    }

    @Override
    public ChatRequest toChatRequest() {
        FrontEndBody.object(body);
        ChatMessages messages = new ChatMessages("tool_calls", "tool_call_id", OpenAiChat::media);
        int index = 0;
        for (JsonNode message : FrontEndBody.messages(body)) {
            String role = FrontEndBody.text(message, "role");
            if (!messages.add(message, role)) {
                throw AiException.invalidRequest("messages[" + index + "] has an unknown role: "
                        + "use developer, system, user, assistant or tool");
            }
            index++;
        }
        ChatRequest.Builder request = ChatRequest.builder().model(model()).messages(messages.all());
        OpenAiSettings.put(body, request);
        OpenAiToolsAndOutput.put(body, request);
        return request.build();
    }

    private static @Nullable Part media(String type, JsonNode part) {
        JsonNode value = part.path(type);
        return switch (type) {
            case "image_url" -> image(value);
            case "input_audio" -> FrontEndMedia.ofBase64(FrontEndBody.name(value, "data"), soundType(value), null);
            case "file" -> file(value);
            default -> null;
        };
    }

    /** The usual level of detail need not be sent. */
    private static @Nullable Part image(JsonNode value) {
        Part part = FrontEndMedia.ofUrl(FrontEndBody.name(value, "url"), "image", null);
        String detail = FrontEndBody.name(value, "detail");
        return part instanceof Part.Image image && detail != null && !detail.equals("auto")
                ? new Part.Image(image.media(), detail)
                : part;
    }

    private static String soundType(JsonNode value) {
        String format = FrontEndBody.name(value, "format");
        return format == null ? "audio" : format.equals("mp3") ? "audio/mpeg" : "audio/" + format;
    }

    private static @Nullable Part file(JsonNode value) {
        String filename = FrontEndBody.name(value, "filename");
        String data = FrontEndBody.name(value, "file_data");
        if (data != null) {
            return data.indexOf(':') >= 0
                    ? FrontEndMedia.ofUrl(data, null, filename)
                    : FrontEndMedia.ofBase64(data, null, filename);
        }
        String id = FrontEndBody.name(value, "file_id");
        return id == null ? null : new Part.File(Media.fileId(id), filename);
    }

    @Override
    public String format() {
        return "openai";
    }

    /** Always {@code null}: the protocol has no id for conversations. */
    @Override
    public @Nullable String key() {
        return null;
    }

    @Override
    public Map<String, String> ids() {
        boolean usage = FrontEndBody.isTrue(body.path("stream_options").path("include_usage"));
        return usage ? Map.of(OpenAiFormat.INCLUDE_USAGE, "true") : Map.of();
    }

    /** One of the additional fields of the body, such as the SDKs' {@code extra_body}. */
    @Override
    public @Nullable String setting(String name) {
        return FrontEndBody.setting(body, name);
    }

    /** Leaves out the content. */
    @Override
    public String toString() {
        return "OpenAiChat[" + body.path("messages").size() + " messages]";
    }
}
