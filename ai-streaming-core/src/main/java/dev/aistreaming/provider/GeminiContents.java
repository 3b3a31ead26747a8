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
 * A conversation in the form required by Gemini: with a user and a model, and with all tool results of a turn in a content of their
 * own. Ids of calls are sent back only if Gemini gave them.
 */
final class GeminiContents {

    private static final CallIds.Form IDS = new CallIds.Form(0, Integer.MAX_VALUE, "*");

    private final GeminiModel model;
    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final GeminiMedia media = new GeminiMedia();
    private final CallIds ids = new CallIds(IDS);
    private final List<Map<String, Object>> all = new ArrayList<>();
    private final List<Map<String, Object>> results = new ArrayList<>();

    /** Media in the results so far that may not be part of a result. */
    private final List<Map<String, Object>> mediaOfResults = new ArrayList<>();

    private GeminiContents(GeminiModel model, ProviderSettings settings) {
        this.model = model;
        this.settings = settings;
        this.contents = new ContentBlocks(media, new Refusal(settings.name()));
    }

    static List<Map<String, Object>> of(ChatRequest request, GeminiModel model, ProviderSettings settings) {
        GeminiContents contents = new GeminiContents(model, settings);
        request.messages().forEach(contents::add);
        contents.endOfResults();
        return contents.all;
    }

    private void add(Message message) {
        if (message.role() != Role.TOOL) {
            endOfResults();
        }
        switch (message.role()) {
            case SYSTEM -> {} // sent separately
            case USER -> add("user", parts(message.parts()));
            case ASSISTANT -> {
                ids.beginTurn();
                List<Map<String, Object>> turn = GeminiTurn.of(message, model, settings, ids);
                if (!turn.isEmpty()) {
                    add("model", turn);
                }
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        results.add(Map.of("functionResponse", response(result)));
                    }
                }
            }
        }
    }

    private void add(String role, List<Map<String, Object>> parts) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("role", role);
        content.put("parts", parts);
        all.add(content);
    }

    private List<Map<String, Object>> parts(List<Part> parts) {
        return parts.stream().allMatch(ContentBlocks::isText)
                ? List.of(media.text(ContentBlocks.text(parts)))
                : contents.blocks(parts);
    }

    private Map<String, Object> response(Part.ToolResult result) {
        Map<String, Object> response = new LinkedHashMap<>();
        String id = ids.of(result);
        if (!id.isEmpty()) {
            response.put("id", id);
        }
        response.put("name", result.name());
        response.put("response", object(result));
        List<Part> inside = new ArrayList<>();
        List<Part> outside = new ArrayList<>();
        for (Part part : result.content()) {
            if (!ContentBlocks.isText(part)) {
                (!model.isOld() && GeminiMedia.isForResults(part) ? inside : outside).add(part);
            }
        }
        if (!inside.isEmpty()) {
            response.put("parts", contents.blocks(inside));
        }
        if (!outside.isEmpty()) {
            mediaOfResults.add(media.text("From the tool " + result.name() + ":"));
            mediaOfResults.addAll(contents.blocks(outside));
        }
        return response;
    }

    /** An object is sent as it is, and anything else is wrapped in one. The protocol has no flag for failed tools. */
    private static Map<String, Object> object(Part.ToolResult result) {
        String text = ContentBlocks.text(result.content());
        if (result.failed()) {
            return Map.of("error", text.isEmpty() ? "the tool failed" : text);
        }
        Map<String, Object> object = JsonTree.objectOrNull(text);
        return object == null ? Map.of("result", text) : object;
    }

    private void endOfResults() {
        if (!results.isEmpty()) {
            add("user", List.copyOf(results));
            results.clear();
        }
        if (!mediaOfResults.isEmpty()) {
            add("user", List.copyOf(mediaOfResults));
            mediaOfResults.clear();
        }
    }
}
