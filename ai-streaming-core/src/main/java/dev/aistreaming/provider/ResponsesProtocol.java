package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.ReasoningEffort;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolChoice;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * OpenAI's Responses API (openai-python, types/responses/response_create_params.py), used without state at the provider: nothing is
 * stored, and every request contains the whole conversation, including encrypted reasoning.
 */
final class ResponsesProtocol implements WireProtocol {

    private static final String PATH = "/responses";
    private static final Limits LIMITS =
            new Limits(2, Integer.MAX_VALUE, 128, 64, Set.of("stream", "input", "messages"));

    /** Prefixes of the names of models that do not reason, and reject reasoning settings. */
    private static final List<String> WITHOUT_REASONING = List.of("gpt-4", "gpt-3.5", "chatgpt-4");

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        LIMITS.check(request, settings.name());
        Refusal refusal = new Refusal(settings.name());
        if (!request.stop().isEmpty()) {
            throw refusal.field("stop", "leave it out, the protocol has none");
        }
        if (request.seed() != null) {
            throw refusal.field("seed", "leave it out, the protocol has none");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        body.put("input", ResponsesInput.of(OpenAiOutput.told(request, OpenAiDialect.OPENAI), settings));
        body.put("stream", true);
        body.put("store", false);
        if (WITHOUT_REASONING.stream().noneMatch(String.valueOf(request.model())::startsWith)) {
            body.put("include", List.of("reasoning.encrypted_content"));
        }
        Json.putIfSet(body, "max_output_tokens", request.maxTokens());
        Json.putIfSet(body, "temperature", request.temperature());
        Json.putIfSet(body, "top_p", request.topP());
        tools(request, body);
        if (request.reasoning() != null) {
            body.put("reasoning", reasoning(request.reasoning(), settings));
        }
        if (Boolean.TRUE.equals(request.cachePrompt())) {
            body.put("prompt_cache_key", PromptCacheKey.of(request));
        }
        if (request.output() != null) {
            body.put("text", Map.of("format", format(request.output(), refusal)));
        }
        request.options().forEach((name, value) -> body.merge(name, value, ResponsesProtocol::joined));

        KeyHeader key =
                AzureEndpoint.isAt(settings.baseUrl()) ? AzureEndpoint.keyHeader(settings.apiKey()) : KeyHeader.BEARER;
        return new HttpPost(settings.endpoint(PATH), key.headers(settings), Json.write(body));
    }

    /** Merges an option into a field that has several settings, such as {@code text}. */
    private static Object joined(Object ours, Object option) {
        if (ours instanceof Map<?, ?> members && option instanceof Map<?, ?> more) {
            Map<Object, Object> both = new LinkedHashMap<>(members);
            both.putAll(more);
            return both;
        }
        return option;
    }

    private static void tools(ChatRequest request, Map<String, Object> body) {
        if (request.tools().isEmpty()) {
            return;
        }
        body.put("tools", request.tools().stream().map(ResponsesProtocol::tool).toList());
        if (request.toolChoice() != null) {
            body.put("tool_choice", choice(request.toolChoice()));
        }
        Json.putIfSet(body, "parallel_tool_calls", request.parallelToolCalls());
    }

    /** If {@code strict} is missing it counts as true, which changes or rejects schemas. */
    private static Map<String, Object> tool(Tool tool) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("type", "function");
        function.put("name", tool.name());
        Json.putIfSet(function, "description", tool.description());
        function.put("parameters", JsonTree.object("parameters of the tool '" + tool.name() + "'", tool.parameters()));
        function.put("strict", false);
        return function;
    }

    private static Object choice(ToolChoice choice) {
        return switch (choice.kind()) {
            case AUTO -> "auto";
            case NONE -> "none";
            case REQUIRED -> "required";
            case NAMED -> {
                Map<String, Object> named = new LinkedHashMap<>();
                named.put("type", "function");
                named.put("name", Objects.requireNonNull(choice.name()));
                yield named;
            }
        };
    }

    /** OpenAI discloses only a summary, while DeepSeek discloses the reasoning itself. */
    private static Map<String, Object> reasoning(ReasoningEffort effort, ProviderSettings settings) {
        boolean own = settings.baseUrl().equals(ProviderType.OPENAI_RESPONSES.baseUrl());
        Map<String, Object> reasoning = new LinkedHashMap<>();
        reasoning.put("effort", own ? OpenAiReasoning.anyWord(effort) : OpenAiReasoning.commonWord(effort));
        if (effort.level() != ReasoningEffort.Level.OFF
                && !"api.deepseek.com".equals(settings.baseUrl().getHost())) {
            reasoning.put("summary", "auto");
        }
        return reasoning;
    }

    private static Map<String, Object> format(Output output, Refusal refusal) {
        Map<String, Object> format = new LinkedHashMap<>();
        if (output.schema() == null || output.name() == null) {
            format.put("type", "json_object");
        } else {
            format.put("type", "json_schema");
            format.putAll(OpenAiOutput.named(output.name(), output.schema(), refusal));
        }
        return format;
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(new ResponsesMapper(), context);
    }
}
