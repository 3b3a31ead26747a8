package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Version 2 of Cohere's Chat API (cohere-python, v2/client.py). Its messages are those of chat completions. */
final class CohereProtocol implements WireProtocol {

    private static final String PATH = "/v2/chat";

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        OpenAiDialect.COHERE.limits().check(request, settings.name());
        Refusal refusal = new Refusal(settings.name());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.put("messages", messages(request, settings));
        body.put("stream", true);
        Json.putIfSet(body, "max_tokens", request.maxTokens());
        Json.putIfSet(body, "temperature", request.temperature());
        Json.putIfSet(body, "p", request.topP());
        Json.putIfSet(body, "stop_sequences", request.stop().isEmpty() ? null : request.stop());
        Json.putIfSet(body, "seed", request.seed());
        if (!request.tools().isEmpty()) {
            tools(request, refusal, body);
        }
        if (request.output() != null) {
            body.put("response_format", format(request, request.output(), refusal));
        }
        if (request.reasoning() != null) {
            body.put("thinking", thinking(request.reasoning()));
        }
        body.putAll(request.options());
        return new HttpPost(settings.endpoint(PATH), KeyHeader.BEARER.headers(settings), Json.write(body));
    }

    /** With tool calls the content must be missing rather than null. */
    private static List<Map<String, Object>> messages(ChatRequest request, ProviderSettings settings) {
        List<Map<String, Object>> messages = OpenAiMessages.of(request, OpenAiDialect.COHERE, settings);
        messages.forEach(message -> message.values().removeIf(Objects::isNull));
        return messages;
    }

    private static void tools(ChatRequest request, Refusal refusal, Map<String, Object> body) {
        if (Boolean.FALSE.equals(request.parallelToolCalls())) {
            throw refusal.field("parallelToolCalls of false", "leave it out");
        }
        body.put("tools", OpenAiTools.declared(request));
        ToolChoice choice = request.toolChoice();
        if (choice != null) {
            switch (choice.kind()) {
                case AUTO -> {} // not sent
                case NONE -> body.put("tool_choice", "NONE");
                case REQUIRED -> body.put("tool_choice", "REQUIRED");
                case NAMED ->
                    throw refusal.field(
                            "a toolChoice that names a tool", "use ToolChoice.REQUIRED with that tool alone");
            }
        }
    }

    private static Map<String, Object> format(ChatRequest request, Output output, Refusal refusal) {
        if (!request.tools().isEmpty()) {
            throw refusal.field("output beside tools", "leave one of them out");
        }
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("type", "json_object");
        if (output.schema() != null) {
            format.put("json_schema", JsonTree.object("output schema", output.schema()));
        }
        return format;
    }

    /** There are budgets, but no levels. Without a budget, the model thinks for as long as it likes. */
    private static Map<String, Object> thinking(ReasoningEffort effort) {
        Map<String, Object> thinking = new LinkedHashMap<>();
        thinking.put("type", effort.level() == ReasoningEffort.Level.OFF ? "disabled" : "enabled");
        Integer budget = switch (effort.level()) {
            case BUDGET -> effort.budgetTokens();
            case MINIMAL -> Integer.valueOf(1024);
            case LOW -> Integer.valueOf(2048);
            case MEDIUM -> Integer.valueOf(10_000);
            default -> null;
        };
        Json.putIfSet(thinking, "token_budget", budget);
        return thinking;
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(new CohereMapper(), context, OpenAiDialect.TERMINATOR);
    }
}
