package dev.aistreaming.spring.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings under {@code ai.streaming}.
 *
 * @param enabled Whether AI streaming is configured at all.
 * @param defaultProvider Name of the provider that answers where none is named. May be left out where there is one provider.
 * @param providers Providers by name. The names openai, anthropic, groq and mistral imply their type.
 * @param timeouts How long to wait for what.
 * @param heartbeatInterval After how long without a byte a comment is sent to the browser, which keeps proxies from cutting
 *     the stream and notices a browser that has left.
 * @param exposeProviderErrors Whether error events hold the provider's own words.
 * @param sse What the browser gets besides content and errors.
 * @param http2 HTTP/2 towards providers.
 */
@ConfigurationProperties("ai.streaming")
public record AiStreamingProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String defaultProvider,
        @DefaultValue Map<String, Provider> providers,
        @DefaultValue TimeoutDefaults timeouts,
        @DefaultValue("10s") Duration heartbeatInterval,
        @DefaultValue("false") boolean exposeProviderErrors,
        @DefaultValue Sse sse,
        @DefaultValue Http2 http2) {

    /**
     * One provider.
     *
     * @param type Which protocol it speaks: openai (for every OpenAI-compatible server), anthropic, groq or mistral.
     * @param baseUrl Address up to where the vendor's own SDK has it. Default: the vendor's.
     * @param apiKey Key. May be left out for a server of your own that wants none.
     * @param model Model that is asked where a request names none.
     * @param maxTokens Longest answer in tokens, where a request says nothing.
     * @param temperature Randomness, where a request says nothing.
     * @param includeUsage Whether to ask for token usage by stream_options. Default: where the type is known to take it.
     * @param headers Further headers of each request.
     * @param options Further fields of each request's body, by the provider's own names.
     * @param timeouts How long to wait for what, where it differs from the common settings.
     */
    public record Provider(
            @Nullable String type,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            @Nullable String model,
            @Nullable Integer maxTokens,
            @Nullable Double temperature,
            @Nullable Boolean includeUsage,
            @DefaultValue Map<String, String> headers,
            @DefaultValue Map<String, Object> options,
            @DefaultValue ProviderTimeouts timeouts) {

        /** Without key and headers. */
        @Override
        public String toString() {
            return "Provider[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }

    /**
     * How long to wait for what.
     *
     * @param connect For a connection, TLS included.
     * @param firstToken From the start to the first piece of the answer. Keep-alives of the provider do not count.
     * @param idle From one sign of life of the provider to the next after that.
     * @param total From the start to the end of an answer.
     */
    public record TimeoutDefaults(
            @DefaultValue("10s") Duration connect,
            @DefaultValue("60s") Duration firstToken,
            @DefaultValue("60s") Duration idle,
            @DefaultValue("10m") Duration total) {}

    /**
     * How long to wait for what with one provider. What is left out is as in the common settings.
     *
     * @param connect For a connection, TLS included.
     * @param firstToken From the start to the first piece of the answer. Keep-alives of the provider do not count.
     * @param idle From one sign of life of the provider to the next after that.
     * @param total From the start to the end of an answer.
     */
    public record ProviderTimeouts(
            @Nullable Duration connect,
            @Nullable Duration firstToken,
            @Nullable Duration idle,
            @Nullable Duration total) {}

    /**
     * What the browser gets besides content and errors.
     *
     * @param includeReasoning Whether the model's reasoning is sent.
     * @param includeMetadata Whether finish reason, token usage, model and provider are sent at the end.
     * @param includeToolCalls Whether calls of tools are sent.
     */
    public record Sse(
            @DefaultValue("false") boolean includeReasoning,
            @DefaultValue("false") boolean includeMetadata,
            @DefaultValue("false") boolean includeToolCalls) {}

    /**
     * HTTP/2 towards providers.
     *
     * @param enabled Whether to speak HTTP/2 where the provider does. A provider's limit of streams per connection can then
     *     hold up many streams at a time.
     */
    public record Http2(@DefaultValue("false") boolean enabled) {}
}
