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
 * @param type Which vendor's protocol it speaks; openai is right for every OpenAI-compatible server. Default: the name.
 * @param bean Name of the bean that answers, where the type is another library's, such as spring-ai. Default: the only one of
 *     that library.
 * @param baseUrl Address up to where the vendor's own SDK has it. Default: the vendor's; needed where the name is no type.
 * @param apiKey Key. Default: none, for a server of your own that wants none, or where an ApiKeySource bean has it.
 * @param region Region of the cloud that the vendor runs in; of bedrock only. Default: that of the surroundings.
 * @param model Model that is asked where a request names none. Default: none, it is needed.
 * @param resource Name of a resource at Azure, where base-url is left out. Only for type azure-openai. Default: none.
 * @param deployment Name of a deployment at Azure, which stands in place of the model. Only for type azure-openai.
 *     Default: none.
 * @param apiVersion Version of Azure's API. A date leads to the addresses with deployments. Default: none, which is right for
 *     the v1 API. Only for type azure-openai.
 * @param maxTokens Longest answer in tokens, where a request says nothing. Default: not sent, but for Anthropic 4096.
 * @param temperature Randomness, where a request says nothing. Default: not sent.
 * @param includeUsage Whether to ask for token usage by stream_options. Default: where the type is known to take it.
 * @param headers Further headers of each request. Default: none.
 * @param options Further fields of each request's body, by the provider's own names. Default: none.
 * @param timeouts How long to wait for what, where it differs from the common settings.
 * @param retry When to try again, where it differs from the common settings.
 * @param proxy Which proxy leads to it, where it differs from the common settings.
 * @param ssl Certificates and keys of its connections.
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
     * How long to wait for what with one provider. What is left out is as in the common settings.
     *
     * @param connect For a connection, TLS included. Default: the common one.
     * @param firstToken From the start to the first piece of the answer. Keep-alives of the provider do not count. Default:
     *     the common one.
     * @param idle From one sign of life of the provider to the next after that. Default: the common one.
     * @param end From a finish reason to the end of the provider's stream, and for the rest of an error's body. Default: the
     *     common one.
     * @param total From the start to the end of an answer. Default: the common one.
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
     * When a call of one provider is made again. What is left out is as in the common settings.
     *
     * @param maxAttempts How often a call is made in all. 1 means never again. Default: the common one.
     * @param initialBackoff Longest wait before the second attempt. Doubled for each further one; the wait is random below it.
     *     Default: the common one.
     * @param maxBackoff Longest wait between two attempts, where the provider does not ask for another. Default: the common
     *     one.
     * @param maxRetryAfter Longest wait that a provider may ask for. Where it asks for more, the error is not retried.
     *     Default: the common one.
     */
    public record Retry(
            @Nullable Integer maxAttempts,
            @Nullable Duration initialBackoff,
            @Nullable Duration maxBackoff,
            @Nullable Duration maxRetryAfter) {

        static final Retry COMMON = new Retry(null, null, null, null);
    }

    /**
     * Which proxy leads to one provider.
     *
     * @param host Name or address of an HTTP proxy. Default: the common proxy.
     * @param port Port of this proxy. Default: none, it is needed where the host is set.
     * @param username Name for a proxy that asks for one. Default: the common one, where the host is the common one.
     * @param password Password for a proxy that asks for one. Default: the common one, where the host is the common one.
     * @param nonProxyHosts Hosts that are reached without a proxy; a * stands for any text, and alone for no proxy at all.
     *     Default: the common ones.
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
     * Certificates and keys of the connections to one provider.
     *
     * @param bundle Name of an SSL bundle, configured under spring.ssl.bundle. Default: the JVM's certificates.
     */
    public record Ssl(@Nullable String bundle) {}
}
