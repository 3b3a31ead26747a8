package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Output;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Amazon Bedrock's ConverseStream (AWS, "Amazon Bedrock API Reference"). A Bedrock API key is sent as a bearer token; without one,
 * requests are signed.
 */
final class BedrockProtocol implements WireProtocol {

    private static final Limits LIMITS =
            new Limits(1, Integer.MAX_VALUE, Integer.MAX_VALUE, 64, Set.of("stream", "messages", "modelId"));

    private final AwsSignature signature;

    BedrockProtocol() {
        this(new AwsSignature());
    }

    BedrockProtocol(AwsSignature signature) {
        this.signature = signature;
    }

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        LIMITS.check(request, settings.name());
        Refusal refusal = new Refusal(settings.name());
        if (request.seed() != null) {
            throw refusal.field("seed", "leave it out");
        }
        BedrockModel model = new BedrockModel(String.valueOf(request.model()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("messages", BedrockMessages.of(request, model, settings));
        List<Map<String, Object>> system = system(request, model);
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        BedrockTools.put(request, model, refusal, body);
        if (request.output() != null) {
            body.put("outputConfig", output(request.output(), refusal));
        }
        body.putAll(request.options());
        join(body, "inferenceConfig", sampling(request, model), request);
        join(body, "additionalModelRequestFields", model.reasoning(request, settings), request);

        Map<String, String> headers = KeyHeader.BEARER.headers(settings);
        headers.replace("Accept", "text/event-stream", "application/vnd.amazon.eventstream");
        String region = region(settings);
        HttpPost post = new HttpPost(endpoint(settings, region, model), headers, Json.write(body));
        return settings.apiKey() != null
                ? post
                : post.signedBy(unsigned -> signature.sign(unsigned, settings, Objects.requireNonNull(region)));
    }

    private static List<Map<String, Object>> system(ChatRequest request, BedrockModel model) {
        String instructions = Instructions.of(request);
        if (instructions.isEmpty()) {
            return List.of();
        }
        Map<String, Object> text = Map.of("text", instructions);
        return model.keeps(request) ? List.of(text, BedrockModel.CACHE_POINT) : List.of(text);
    }

    private static Map<String, Object> sampling(ChatRequest request, BedrockModel model) {
        Map<String, Object> sampling = new LinkedHashMap<>();
        putIfSet(sampling, "maxTokens", model.maxTokens(request));
        putIfSet(sampling, "temperature", request.temperature());
        putIfSet(sampling, "topP", request.topP());
        putIfSet(sampling, "stopSequences", request.stop().isEmpty() ? null : request.stop());
        return sampling;
    }

    /** Merges the fields of the request with an option of the same name, which takes precedence. */
    private static void join(Map<String, Object> body, String name, Map<String, Object> ours, ChatRequest request) {
        Object own = request.options().get(name);
        if (own != null && !(own instanceof Map<?, ?>)) {
            return;
        }
        Map<String, Object> joined = new LinkedHashMap<>(ours);
        if (own instanceof Map<?, ?> members) {
            members.forEach((key, value) -> joined.put(String.valueOf(key), value));
        }
        if (!joined.isEmpty()) {
            body.put(name, joined);
        }
    }

    private static Map<String, Object> output(Output output, Refusal refusal) {
        if (output.schema() == null || output.name() == null) {
            throw refusal.field("output without a schema", "use Output.schema");
        }
        Map<String, Object> schema = SchemaSubset.ANTHROPIC.of(JsonTree.object("output schema", output.schema()));
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("name", OpenAiOutput.name(output.name(), refusal));
        named.put(
                "schema",
                new String(Json.write(schema), StandardCharsets.UTF_8)); // as a string, unlike the schemas of tools
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("type", "json_schema");
        format.put("structure", Map.of("jsonSchema", named));
        return Map.of("textFormat", format);
    }

    private static void putIfSet(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** Searches the environment only if the region is needed and neither the settings nor the address contain it. */
    private static @Nullable String region(ProviderSettings settings) {
        if (settings.region() != null) {
            return settings.region();
        }
        boolean vendors = settings.baseUrl().equals(settings.type().baseUrl());
        String inHost = vendors ? null : AwsRegion.of(settings.baseUrl());
        if (inHost != null || (!vendors && settings.apiKey() != null)) {
            return inHost;
        }
        return AwsRegion.ofSurroundings()
                .orElseThrow(() -> AiException.invalidRequest("region is missing for '" + settings.name()
                        + "': set it, or the environment variable AWS_REGION"));
    }

    private static URI endpoint(ProviderSettings settings, @Nullable String region, BedrockModel model) {
        ProviderSettings there = settings.region() == null && region != null ? settings.withRegion(region) : settings;
        return there.endpoint("/model/" + encoded(model.id()) + "/converse-stream");
    }

    /** Encoded as a single path segment, including colons and the slashes of ARNs. */
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return new AwsEventBody(new BedrockMapper(), context);
    }
}
