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
 * A conversation as items of OpenAI's Responses API. All of them are sent each time, because the provider stores nothing. The
 * instruction is an ordinary item, which all servers of the protocol accept.
 */
final class ResponsesInput {

    /** The maximum length of a call's id at OpenAI. */
    private static final int MAX_CALL_ID = 64;

    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final CallIds ids = new CallIds(new CallIds.Form(1, MAX_CALL_ID, "*"));
    private final List<Map<String, Object>> items = new ArrayList<>();

    private ResponsesInput(ProviderSettings settings) {
        this.settings = settings;
        this.contents = new ContentBlocks(new ResponsesMedia(), new Refusal(settings.name()));
    }

    static List<Map<String, Object>> of(ChatRequest request, ProviderSettings settings) {
        ResponsesInput input = new ResponsesInput(settings);
        if (request.system() != null) {
            input.add(Role.SYSTEM, request.system());
        }
        request.messages().forEach(input::add);
        return input.items;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM, USER -> add(message.role(), contents.of(message.parts()));
            case ASSISTANT -> {
                ids.beginTurn();
                items.addAll(ResponsesTurn.of(message, settings, ids));
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        add(result);
                    }
                }
            }
        }
    }

    private void add(Role role, Object content) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("role", role.wireName());
        item.put("content", content);
        items.add(item);
    }

    private void add(Part.ToolResult result) {
        boolean onlyText = result.content().stream().allMatch(ContentBlocks::isText);
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("type", "function_call_output");
        item.put("call_id", ids.of(result));
        item.put("output", onlyText ? ContentBlocks.textOfResult(result) : blocks(result));
        items.add(item);
    }

    private List<Map<String, Object>> blocks(Part.ToolResult result) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (result.failed()) {
            blocks.add(ContentBlocks.textBlock("input_text", "Error: the tool failed"));
        }
        blocks.addAll(contents.blocks(result.content()));
        return blocks;
    }
}
