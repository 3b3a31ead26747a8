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
 * The request of {@code useChat} in versions 5, 6 and 7 of Vercel's AI SDK: the body of its {@code DefaultChatTransport}, with all
 * messages or only the last one ({@code message}). Also supports assistant-ui's {@code useDataStreamRuntime}, whose tools run in
 * the browser.
 *
 * <p>A chat whose id has more than 256 characters is rejected: without an id under which it can be found, its answer could neither
 * be stopped nor resumed. When an answer is regenerated, the front end itself leaves the earlier one out of the request.
 *
 * @see <a href="https://ai-sdk.dev/docs/ai-sdk-ui/transport">Transports of the AI SDK</a>
 */
public final class AiSdkChat implements FrontEndRequest {

    private final JsonNode body;
    private final boolean resetStep;

    /** Stores the body without parsing it, and therefore accepts anything. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AiSdkChat(JsonNode body) {
        this(body, FrontEndBody.isTrue(body.path(AiSdkFormat.KNOWS_RESET_STEP)));
    }

    private AiSdkChat(JsonNode body, boolean resetStep) {
        this.body = body;
        this.resetStep = resetStep;
    }

    /**
     * Returns the same request, from a front end that supports {@code reset-step}. Not needed if the front end says so in its body,
     * with the key of that name.
     */
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

    /** The id of the chat. */
    @Override
    public @Nullable String key() {
        return FrontEndBody.name(body, "id");
    }

    @Override
    public Map<String, String> ids() {
        return resetStep ? Map.of(AiSdkFormat.KNOWS_RESET_STEP, "true") : Map.of();
    }

    /** One of the keys added by the transport's {@code body}. */
    @Override
    public @Nullable String setting(String name) {
        return FrontEndBody.setting(body, name);
    }

    /** Leaves out the content. */
    @Override
    public String toString() {
        return "AiSdkChat[" + body.path("messages").size() + " messages]";
    }
}
