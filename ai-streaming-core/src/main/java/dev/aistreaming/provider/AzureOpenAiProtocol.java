package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpPost;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Chat completions on Azure, of OpenAI's models and others. They differ from OpenAI in their addresses and in the header for the
 * key.
 */
final class AzureOpenAiProtocol implements WireProtocol {

    private final OpenAiProtocol openAi = new OpenAiProtocol(OpenAiDialect.AZURE);
    private final OpenAiProtocol others = new OpenAiProtocol(OpenAiDialect.COMPATIBLE);

    @Override
    public HttpPost post(ChatRequest request, ProviderSettings settings) {
        String base =
                settings.baseUrl().getPath() == null ? "" : settings.baseUrl().getPath();
        HttpPost post = (base.endsWith("/models") ? others : openAi).post(request, settings);
        return new HttpPost(
                base.endsWith("/openai") ? ofDeployment(request, settings) : post.uri(),
                AzureEndpoint.keyHeader(settings.apiKey()).headers(settings),
                post.body());
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
