package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chat completions as OpenAI made them and many others serve them. */
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
        putIfSet(body, dialect.tokenLimitField(), request.maxTokens());
        putIfSet(body, "temperature", request.temperature());
        putIfSet(body, "top_p", request.topP());
        putIfSet(body, "stop", request.stop().isEmpty() ? null : request.stop());
        putIfSet(body, dialect.seedField(), request.seed());
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

    /** Somebody else's server behind the type {@code openai} is no OpenAI. */
    private OpenAiDialect dialect(ProviderSettings settings) {
        return ownDialect.equals(OpenAiDialect.OPENAI) ? OpenAiDialect.at(settings.baseUrl()) : ownDialect;
    }

    private static void putIfSet(Map<String, Object> body, String field, @Nullable Object value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new SseBody(
                new OpenAiMapper(ownDialect.keepsReasoning() ? context.type() : null),
                context,
                OpenAiDialect.TERMINATOR);
    }
}
