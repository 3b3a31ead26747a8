package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Chat completions, as defined by OpenAI and offered by many others. */
final class OpenAiProtocol implements WireProtocol {

    private final OpenAiDialect ownDialect;

    OpenAiProtocol(OpenAiDialect ownDialect) {
        this.ownDialect = ownDialect;
    }

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        OpenAiDialect dialect = dialect(settings);
        dialect.limits().check(request, settings.name());

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", request.model());
        List<Map<String, Object>> messages = OpenAiMessages.of(OpenAiOutput.told(request, dialect), dialect, settings);
        body.put("messages", messages);
        body.put("stream", true);
        if (settings.includeUsage() != null ? settings.includeUsage() : dialect.usageOption()) {
            body.put("stream_options", Map.of("include_usage", true));
        }
        Json.putIfSet(body, dialect.tokenLimitField(), request.maxTokens());
        Json.putIfSet(body, "temperature", request.temperature());
        Json.putIfSet(body, "top_p", request.topP());
        Json.putIfSet(body, "stop", request.stop().isEmpty() ? null : request.stop());
        Json.putIfSet(body, dialect.seedField(), request.seed());
        OpenAiTools.put(request, dialect, body);
        if (request.reasoning() != null) {
            dialect.reasoning().put(request.reasoning(), body);
        }
        if (Boolean.TRUE.equals(request.cachePrompt())) {
            dialect.caching().put(request, body, messages);
        }
        OpenAiOutput.put(request, dialect, settings, body);
        body.putAll(request.options());

        return new HttpPost(
                settings.endpoint(OpenAiDialect.PATH), KeyHeader.BEARER.headers(settings), Json.write(body));
    }

    /** A server of another vendor, configured with the type {@code openai}, is not OpenAI. */
    private OpenAiDialect dialect(ProviderSettings settings) {
        return ownDialect.equals(OpenAiDialect.OPENAI) ? OpenAiDialect.at(settings.baseUrl()) : ownDialect;
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(
                new OpenAiMapper(ownDialect.keepsReasoning() ? context.type() : null),
                context,
                OpenAiDialect.TERMINATOR);
    }
}
