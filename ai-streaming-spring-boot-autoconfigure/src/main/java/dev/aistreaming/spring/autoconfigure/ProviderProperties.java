package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.ProviderConnectionDetails;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of one provider, under {@code ai.streaming.providers.<name>}.
 *
 * @param type Protocol of the provider: "openai" (also for every OpenAI-compatible server), "openai-responses", "azure-openai",
 *     "anthropic", "gemini", "groq", "mistral", "cohere", "bedrock", "ollama", a server known by name ("deepseek",
 *     "openrouter", "xai", "perplexity", "together", "fireworks", "lmstudio", "vllm", "llamacpp", "localai", "litellm"), or a
 *     library whose bean answers ("spring-ai", "langchain4j", "openai-java"). Default: the name of the provider.
 * @param bean Name of the bean that answers, if the type is a library such as "spring-ai". Addresses and keys are configured in
 *     that library. Default: the only bean of that library.
 * @param baseUrl Base URL, in the form that the vendor's own SDK expects. A query string is kept after the path. Required if
 *     the name of the provider is not a type. Default: the vendor's.
 * @param apiKey API key. Not needed for a server behind "base-url" that does not require one, nor if an "ApiKeySource" bean
 *     supplies it. Default: none.
 * @param region AWS region, from which the address is derived. Only for type "bedrock". Default: the region of the environment,
 *     such as "AWS_REGION".
 * @param model Model for requests that do not name one. Default: none.
 * @param resource Name of an Azure resource, in place of "base-url". Only for type "azure-openai". Default: none.
 * @param deployment Name of an Azure deployment, in place of "model". Only for type "azure-openai". Default: none.
 * @param apiVersion Version of the Azure API. With a date, requests go to the URLs that contain the deployment. Only for type
 *     "azure-openai". Default: none, which is right for the v1 API.
 * @param maxTokens Longest answer in tokens, for requests that do not set it. Default: not sent, except to Anthropic, which
 *     requires a limit: "4096".
 * @param temperature Sampling temperature for requests that do not set it. Default: not sent.
 * @param includeUsage Whether to ask for token usage with the field "stream_options". Default: "true" for types that are known
 *     to accept it.
 * @param headers Additional headers of each request. Default: none.
 * @param options Additional fields of each request's body, under the provider's own names. Default: none.
 * @param timeouts Timeouts of this provider that differ from the common ones.
 * @param retry Retries of this provider that differ from the common ones.
 * @param proxy Proxy of this provider that differs from the common one.
 * @param ssl TLS settings of this provider.
 */
@ConfigurationPropertiesSource
public record ProviderProperties(
        @Nullable String type,
        @Nullable String bean,
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String region,
        @Nullable String model,
        @Nullable String resource,
        @Nullable String deployment,
        @Nullable String apiVersion,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        @Nullable Boolean includeUsage,
        @DefaultValue Map<String, String> headers,
        @DefaultValue Map<String, Object> options,
        @DefaultValue Timeouts timeouts,
        @DefaultValue Retry retry,
        @DefaultValue Proxy proxy,
        @DefaultValue Ssl ssl) {

    /** A provider of this type, of which nothing more is said. */
    static ProviderProperties of(String type) {
        return new ProviderProperties(
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Timeouts.COMMON,
                Retry.COMMON,
                new Proxy(null, null, null, null, null),
                new Ssl(null));
    }

    /** The same with the connection of these details, where they tell of one. */
    ProviderProperties connectedTo(ProviderConnectionDetails details) {
        String address = details.baseUrl();
        boolean elsewhere = address != null && !address.equals(baseUrl);
        boolean hasModel = !ProviderSettingsMapper.isBlank(model) || !ProviderSettingsMapper.isBlank(deployment);
        return new ProviderProperties(
                type,
                bean,
                elsewhere ? address : baseUrl,
                details.apiKey() == null ? apiKey : details.apiKey(),
                region,
                hasModel ? model : details.model(),
                elsewhere ? null : resource,
                deployment,
                apiVersion,
                maxTokens,
                temperature,
                includeUsage,
                headers,
                options,
                timeouts,
                retry,
                proxy,
                elsewhere || details.sslBundle() != null ? new Ssl(null) : ssl);
    }

    /** Without key and headers. */
    @Override
    public String toString() {
        return "ProviderProperties[type=" + type + ", baseUrl=" + baseUrl + ", model=" + model + "]";
    }

    /**
     * Timeouts of calls to one provider.
     *
     * @param connect Longest time to open a connection to a provider, TLS handshake included. An attempt that takes longer
     *     fails, and the call is retried. Default: the common setting.
     * @param firstToken Longest time from the start of an attempt to the first piece of the answer (text, reasoning or a tool
     *     call). Keep-alives of the provider do not count. When it is over, the fallbacks are asked; the same provider is not
     *     asked again. Default: the common setting.
     * @param idle Longest time between two signs of life of the provider after the first piece of the answer. Keep-alives count
     *     as signs of life. Time during which a slow client holds up its own stream does not count. Default: the common
     *     setting.
     * @param end Longest time from the finish reason to the end of the provider's stream, where token usage may still arrive,
     *     and for the rest of the body of an error. When it is over, the answer is complete, or the error is reported, without
     *     the rest. Default: the common setting.
     * @param total Longest time for the whole answer, including retries, the waits between them, and all steps with tools. The
     *     time stands still while people decide on a tool call. Default: the common setting.
     */
    public record Timeouts(
            @Nullable Duration connect,
            @Nullable Duration firstToken,
            @Nullable Duration idle,
            @Nullable Duration end,
            @Nullable Duration total) {

        static final Timeouts COMMON = new Timeouts(null, null, null, null, null);
    }

    /**
     * Retries of calls to one provider.
     *
     * @param maxAttempts How often a call is made in all, the first attempt included; also how often "run()" asks for an object
     *     that the model gets wrong. 1 means no retry. Default: the common setting.
     * @param initialBackoff Longest wait before the second attempt. It doubles for each further attempt; the actual wait is a
     *     random time below it. Default: the common setting.
     * @param maxBackoff Longest wait between two attempts when the provider does not ask for a particular one. It caps
     *     "initial-backoff", too. Default: the common setting.
     * @param maxRetryAfter Longest wait that a provider may ask for with its "retry-after" header. If it asks for more, the
     *     call is not retried and the error is reported at once. Default: the common setting.
     */
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration initialBackoff,
            @Nullable Duration maxBackoff,
            @Nullable Duration maxRetryAfter) {

        static final Retry COMMON = new Retry(null, null, null, null);
    }

    /**
     * HTTP proxy for connections to one provider.
     *
     * @param host Host name or address of an HTTP proxy for this provider. Default: the common proxy.
     * @param port Port of this proxy. Required if the host is set here. Default: none.
     * @param username User name for a proxy that requires authentication (Basic). Default: the common one if the host is the
     *     common one, otherwise none.
     * @param password Password for a proxy that requires authentication. Default: the common one if the host is the common one,
     *     otherwise none.
     * @param nonProxyHosts Hosts that are reached without a proxy, in place of the common list. A "*" stands for any text; "*"
     *     alone means no proxy for this provider. Default: the common list.
     */
    public record Proxy(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String password,
            @Nullable List<String> nonProxyHosts) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Proxy[host=" + host + ", port=" + port + ", username=" + username + ", nonProxyHosts="
                    + nonProxyHosts + "]";
        }
    }

    /**
     * TLS settings of the connections to one provider.
     *
     * @param bundle Name of an SSL bundle, configured under "spring.ssl.bundle", with the certificates to trust and to present.
     *     Default: "spring.http.clients.ssl.bundle" if it is set, otherwise the certificates of the JVM.
     */
    public record Ssl(@Nullable String bundle) {}
}
