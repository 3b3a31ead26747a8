package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation in the form required by Anthropic: without system messages, and with all tool results of a turn in one user
 * message.
 */
final class AnthropicMessages {

    private static final CallIds.Form IDS = new CallIds.Form(1, 256, "_-");

    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final CallIds ids = new CallIds(IDS);
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();

    private AnthropicMessages(ProviderSettings settings) {
        this.settings = settings;
        this.contents = new ContentBlocks(new AnthropicMedia(), new Refusal(settings.name()));
    }

    static List<Map<String, Object>> of(ChatRequest request, ProviderSettings settings) {
        AnthropicMessages all = new AnthropicMessages(settings);
        request.messages().forEach(all::add);
        all.endOfResults();
        return all.messages;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM -> {} // sent separately
            case USER -> {
                endOfResults();
                add(Role.USER, contents.of(message.parts()));
            }
            case ASSISTANT -> {
                endOfResults();
                ids.beginTurn();
                Object content = AnthropicTurn.of(message, settings, ids);
                if (content != null) {
                    add(Role.ASSISTANT, content);
                }
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        results.add(block(result));
                    }
                }
            }
        }
    }

    private void add(Role role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role.wireName());
        message.put("content", content);
        messages.add(message);
    }

    private Map<String, Object> block(Part.ToolResult result) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "tool_result");
        block.put("tool_use_id", ids.of(result));
        if (!result.content().isEmpty()) {
            block.put("content", contents.of(result.content()));
        }
        if (result.failed()) {
            block.put("is_error", true);
        }
        return block;
    }

    private void endOfResults() {
        if (!results.isEmpty()) {
            add(Role.USER, List.copyOf(results));
            results.clear();
        }
    }
}
