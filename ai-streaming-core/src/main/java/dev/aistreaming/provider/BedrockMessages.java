package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the form required by Bedrock: user and model alternate, and one user message contains all tool results of a
 * turn and nothing else.
 */
final class BedrockMessages {

    private static final CallIds.Form IDS = new CallIds.Form(1, 64, "_-");

    /** Separates two user messages, which Bedrock would merge: some models reject tool results together with anything else. */
    private static final Map<String, Object> BETWEEN = Map.of("text", ".");

    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final CallIds ids = new CallIds(IDS);
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private List<Map<String, Object>> last = new ArrayList<>();
    private @Nullable Role lastRole;

    private BedrockMessages(ProviderSettings settings) {
        this.settings = settings;
        this.contents = new ContentBlocks(new BedrockMedia(), new Refusal(settings.name()));
    }

    static List<Map<String, Object>> of(ChatRequest request, BedrockModel model, ProviderSettings settings) {
        BedrockMessages all = new BedrockMessages(settings);
        request.messages().forEach(all::add);
        if (all.messages.isEmpty()) {
            throw AiException.invalidRequest(
                    "messages must contain one that is not a system message for '" + settings.name() + "'");
        }
        if (model.keeps(request)) {
            all.endOfWhatIsKept();
        }
        return all.messages;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM -> {} // sent separately
            case USER -> {
                if (lastRole == Role.TOOL) {
                    add(Role.ASSISTANT, List.of(BETWEEN));
                }
                add(Role.USER, user(message.parts()));
            }
            case ASSISTANT -> {
                ids.beginTurn();
                List<Map<String, Object>> turn = BedrockTurn.of(message, settings, ids);
                if (!turn.isEmpty()) {
                    add(Role.ASSISTANT, turn);
                }
            }
            case TOOL -> {
                List<Map<String, Object>> results = new ArrayList<>();
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        results.add(Map.of("toolResult", result(result)));
                    }
                }
                add(Role.TOOL, results);
            }
        }
    }

    private void add(Role role, List<Map<String, Object>> blocks) {
        if (role != lastRole) {
            last = new ArrayList<>();
            Map<String, Object> message = new LinkedHashMap<>();
            message.put("role", role == Role.ASSISTANT ? "assistant" : "user");
            message.put("content", last);
            messages.add(message);
        }
        last.addAll(blocks);
        lastRole = role;
    }

    private List<Map<String, Object>> user(List<Part> parts) {
        List<Map<String, Object>> blocks = contents.blocks(parts);
        if (parts.stream().anyMatch(Part.File.class::isInstance)
                && parts.stream().noneMatch(ContentBlocks::isText)) {
            throw new Refusal(settings.name()).part("a file without a text beside it", "say what to do with it");
        }
        return blocks;
    }

    private Map<String, Object> result(Part.ToolResult result) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("toolUseId", ids.of(result));
        block.put("content", content(result.content()));
        if (result.failed()) { // some models reject the other value
            block.put("status", "error");
        }
        return block;
    }

    /** An object is sent as JSON, which some models require. An empty list is rejected. */
    private List<Map<String, Object>> content(List<Part> parts) {
        if (parts.isEmpty()) {
            return List.of(Map.of("text", "(nothing)"));
        }
        Map<String, Object> object = parts.stream().allMatch(ContentBlocks::isText)
                ? JsonTree.objectOrNull(ContentBlocks.text(parts))
                : null;
        return object == null ? contents.blocks(parts) : List.of(Map.of("json", object));
    }

    /**
     * The cache point goes to the end of the last user message, unless that ends with a document, after which none is accepted.
     */
    private void endOfWhatIsKept() {
        if (lastRole != Role.ASSISTANT && !last.get(last.size() - 1).containsKey("document")) {
            last.add(BedrockModel.CACHE_POINT);
        }
    }
}
