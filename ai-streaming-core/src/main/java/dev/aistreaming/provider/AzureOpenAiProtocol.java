package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Chat completions at Azure: those of OpenAI, or of anybody else's model, at other addresses and with another header for the key. */
final class AzureOpenAiProtocol implements WireProtocol {

    private final OpenAiProtocol openAi = new OpenAiProtocol(OpenAiDialect.AZURE);
    private final OpenAiProtocol others = new OpenAiProtocol(OpenAiDialect.COMPATIBLE);

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        String base =
                settings.baseUrl().getPath() == null ? "" : settings.baseUrl().getPath();
        // the key is added here, in the header that Azure wants
        HttpPost post = (base.endsWith("/models") ? others : openAi).post(request, settings.withApiKey(null));
        Map<String, String> headers = new LinkedHashMap<>();
        if (settings.apiKey() != null) {
            AzureEndpoint.authorize(headers, settings.apiKey());
        }
        headers.putAll(post.headers());
        return new HttpPost(
                base.endsWith("/openai") ? ofDeployment(request, settings) : post.uri(), headers, post.body());
    }

    private static URI ofDeployment(ChatRequest request, ProviderSettings settings) {
        String name = URLEncoder.encode(String.valueOf(request.model()), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return settings.endpoint("/deployments/" + name + OpenAiDialect.PATH);
    }

    @Override
    public ResponseBody newBody(BodyContext context) {
        return openAi.newBody(context);
    }
}
