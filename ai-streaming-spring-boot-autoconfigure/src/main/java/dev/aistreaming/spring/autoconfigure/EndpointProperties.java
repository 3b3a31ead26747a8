package dev.aistreaming.spring.autoconfigure;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Ready-made endpoints for third-party clients. The application's own security applies to them; without it, they are open to
 * everybody who can reach the application.
 *
 * @param openai Endpoint for the OpenAI SDKs and other clients of chat completions.
 * @param aiSdk Endpoint for useChat of the AI SDK, and assistant-ui.
 * @param agUi Endpoint for AG-UI clients such as CopilotKit.
 */
public record EndpointProperties(
        @DefaultValue Endpoint openai,
        @DefaultValue Endpoint aiSdk,
        @DefaultValue Endpoint agUi) {

    /**
     * An endpoint.
     *
     * @param path Path of the endpoint, such as "/api/chat", or "/v1" for OpenAI SDKs, whose base URL ends with it. Default:
     *     none; the endpoint is off.
     * @param providers Names of the providers that clients may use. The first one answers if the default provider is not among
     *     them. Default: all.
     * @param models Models that clients may name, in addition to the configured ones. Default: any.
     */
    public record Endpoint(
            @Nullable String path,
            @DefaultValue List<String> providers,
            @DefaultValue List<String> models) {}
}
