package dev.aistreaming.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ready-made endpoints for the clients of others. Each is behind the application's own security, or, where there is none, open to
 * whoever reaches the application.
 *
 * @param openai For OpenAI's SDKs, and whatever else speaks chat completions.
 * @param aiSdk For the AI SDK's useChat, and assistant-ui.
 * @param agUi For AG-UI, such as CopilotKit.
 */
public record EndpointProperties(
        @DefaultValue Endpoint openai,
        @DefaultValue Endpoint aiSdk,
        @DefaultValue Endpoint agUi) {

    /**
     * An endpoint.
     *
     * @param path Where it is, such as /v1, below which an SDK of OpenAI's finds chat/completions. Default: nowhere.
     * @param providers Names of the providers that its clients may ask. The first one answers where the default provider is not among
     *     them. Default: all.
     * @param models Models that its clients may name, besides those that are configured. Default: any.
     */
    public record Endpoint(
            @Nullable String path,
            @DefaultValue List<String> providers,
            @DefaultValue List<String> models) {}
}
