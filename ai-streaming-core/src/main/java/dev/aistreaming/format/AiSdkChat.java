package dev.aistreaming.format;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What {@code useChat} of Vercel's AI SDK 5, 6 and 7 asks with: the body of its {@code DefaultChatTransport}, with all messages or with
 * the last one only ({@code message}). Also what {@code useDataStreamRuntime} of assistant-ui asks with, whose tools run in the browser.
 *
 * <p>A chat whose id has more than 256 characters is refused: without a name that others can find, its answer could be neither
 * stopped nor read again. When an answer is asked for once more, the front end itself has left the earlier one out of what it sends.
 *
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/transport">Transports of the AI SDK</a>
 */
public final class AiSdkChat implements FrontEndRequest {

    private final JsonNode body;
    private final boolean resetStep;

    /** Reads nothing yet, and so refuses nothing. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AiSdkChat(JsonNode body) {
        this(body, FrontEndBody.isTrue(body.path(AiSdkFormat.KNOWS_RESET_STEP)));
    }

    private AiSdkChat(JsonNode body, boolean resetStep) {
        this.body = body;
        this.resetStep = resetStep;
    }

    /** The same of a front end that knows {@code reset-step}; one that says so in its body, by the key of that name, needs no such word. */
    public AiSdkChat withResetStep() {
        return new AiSdkChat(body, true);
    }

    @Override
    public ChatRequest toChatRequest() {
        FrontEndBody.object(body);
        FrontEndBody.checkId("id", key());
        AiSdkMessages messages = new AiSdkMessages();
        all().forEach(messages::add);
        return ChatRequest.builder()
                .system(FrontEndBody.name(body, "system"))
                .messages(messages.all())
                .tools(tools())
                .build();
    }

    private List<JsonNode> all() {
        List<JsonNode> messages = FrontEndBody.messages(body);
        JsonNode last = body.path("message");
        return messages.isEmpty() && last.isObject() ? List.of(last) : messages;
    }

    private List<Tool> tools() {
        List<Tool> tools = new ArrayList<>();
        body.path("tools").properties().forEach(tool -> tools.add(FrontEndTools.tool(tool.getKey(), tool.getValue())));
        return tools;
    }

    @Override
    public String format() {
        return "ai-sdk";
    }

    /** The chat's id. */
    @Override
    public @Nullable String key() {
        return FrontEndBody.name(body, "id");
    }

    @Override
    public Map<String, String> ids() {
        return resetStep ? Map.of(AiSdkFormat.KNOWS_RESET_STEP, "true") : Map.of();
    }

    /** One of the keys that the transport's {@code body} adds. */
    @Override
    public @Nullable String setting(String name) {
        return FrontEndBody.setting(body, name);
    }

    /** Nothing of what is said. */
    @Override
    public String toString() {
        return "AiSdkChat[" + body.path("messages").size() + " messages]";
    }
}
