package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A conversation in the form required by chat completions: one message per tool result, which contains only text. */
final class OpenAiMessages {

    private static final String BETWEEN = "OK";

    private final OpenAiDialect dialect;
    private final ProviderSettings settings;
    private final ContentBlocks contents;
    private final CallIds ids;
    private final List<Map<String, Object>> messages = new ArrayList<>();

    /** Media in the results so far, which are put into a user message after all results. */
    private final List<Map<String, Object>> mediaOfResults = new ArrayList<>();

    private OpenAiMessages(OpenAiDialect dialect, ProviderSettings settings) {
        this.dialect = dialect;
        this.settings = settings;
        this.contents = new ContentBlocks(dialect.media(), new Refusal(settings.name()));
        this.ids = new CallIds(dialect.callIds());
    }

    static List<Map<String, Object>> of(ChatRequest request, OpenAiDialect dialect, ProviderSettings settings) {
        OpenAiMessages all = new OpenAiMessages(dialect, settings);
        if (request.system() != null) {
            all.add(Role.SYSTEM, request.system());
        }
        request.messages().forEach(all::add);
        all.endOfResults();
        return all.messages;
    }

    private void add(Message message) {
        if (message.role() != Role.TOOL) {
            endOfResults();
        }
        switch (message.role()) {
            case SYSTEM, USER -> add(message.role(), contents.of(message.parts()));
            case ASSISTANT -> {
                ids.beginTurn();
                Map<String, Object> turn = OpenAiTurn.of(message, dialect, settings, ids);
                if (turn != null) {
                    messages.add(turn);
                }
            }
            case TOOL -> {
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolResult result) {
                        result(result);
                    }
                }
            }
        }
    }

    private void add(Role role, Object content) {
        if (role == Role.USER && dialect.answersTools() && lastIsOfATool()) {
            add(Role.ASSISTANT, BETWEEN);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", role.wireName());
        message.put("content", content);
        messages.add(message);
    }

    private boolean lastIsOfATool() {
        return !messages.isEmpty()
                && Role.TOOL.wireName().equals(messages.get(messages.size() - 1).get("role"));
    }

    private void result(Part.ToolResult result) {
        String id = ids.of(result);
        List<Part> media = result.content().stream()
                .filter(part -> !ContentBlocks.isText(part))
                .toList();
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", Role.TOOL.wireName());
        message.put("tool_call_id", id);
        if (dialect.namesResults()) {
            message.put("name", result.name());
        }
        message.put("content", text(result, !media.isEmpty()));
        messages.add(message);
        if (!media.isEmpty()) {
            mediaOfResults.add(ContentBlocks.textBlock("From the tool " + result.name() + " (" + id + "):"));
            mediaOfResults.addAll(contents.blocks(media));
        }
    }

    private static String text(Part.ToolResult result, boolean hasMedia) {
        String text = ContentBlocks.textOfResult(result);
        return text.isEmpty() && hasMedia ? "See the next message of the user." : text;
    }

    private void endOfResults() {
        if (!mediaOfResults.isEmpty()) {
            add(Role.USER, List.copyOf(mediaOfResults));
            mediaOfResults.clear();
        }
    }
}
