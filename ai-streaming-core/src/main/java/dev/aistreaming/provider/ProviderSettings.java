package dev.aistreaming.provider;

import dev.aistreaming.chat.OneLine;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is reached, and the defaults of requests to it. {@code toString()} contains neither the key nor the headers.
 *
 * @param name the name under which it is configured
 * @param type the wire protocol and its variant
 * @param baseUrl the base URL in the sense of the vendor's own SDK, without a trailing slash
 * @param apiKey the key; {@code null} for a server that needs none
 * @param model the default model; {@code null} for none
 * @param maxTokens the default maximum length of an answer in tokens; {@code null} for none
 * @param temperature the default sampling temperature; {@code null} for none
 * @param includeUsage whether to request usage; {@code null} for the default of the type
 * @param headers additional headers of each request
 * @param options additional fields of each request's body
 * @param response limits on responses
 * @param region the region of a cloud, for types that have regions; {@code null} to derive it from the address or the environment
 */
public record ProviderSettings(
        String name,
        ProviderType type,
        URI baseUrl,
        @Nullable String apiKey,
        @Nullable String model,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        @Nullable Boolean includeUsage,
        Map<String, String> headers,
        Map<String, Object> options,
        ResponseLimits response,
        @Nullable String region) {

    public ProviderSettings {
        String url = baseUrl.toString();
        baseUrl = url.endsWith("/") ? URI.create(url.substring(0, url.length() - 1)) : baseUrl;
        apiKey = apiKey == null || apiKey.isBlank() ? null : apiKey.strip();
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Settings for this type with its own base URL and nothing else. */
    public static ProviderSettings of(String name, ProviderType type) {
        return new ProviderSettings(
                name,
                type,
                type.baseUrl(),
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                ResponseLimits.DEFAULTS,
                null);
    }

    /** Returns a copy with different limits on responses. */
    public ProviderSettings withResponse(ResponseLimits response) {
        return with(copy -> copy.response = response);
    }

    /** Returns a copy with a different address. */
    public ProviderSettings withBaseUrl(URI baseUrl) {
        return with(copy -> copy.baseUrl = baseUrl);
    }

    /** Returns a copy with this region of a cloud. If the address is the vendor's own, it is changed to that of the region. */
    public ProviderSettings withRegion(String region) {
        URI vendors = type.baseUrl();
        URI there = baseUrl.equals(vendors) ? URI.create(vendors.toString().replace("us-east-1", region)) : baseUrl;
        return with(copy -> {
            copy.baseUrl = there;
            copy.region = region;
        });
    }

    /** Returns a copy with this key. */
    public ProviderSettings withApiKey(@Nullable String apiKey) {
        return with(copy -> copy.apiKey = apiKey);
    }

    /** Returns a copy with this default model. */
    public ProviderSettings withModel(@Nullable String model) {
        return with(copy -> copy.model = model);
    }

    /** Returns a copy with these defaults for requests. */
    public ProviderSettings withDefaults(
            @Nullable Integer maxTokens, @Nullable Double temperature, Map<String, Object> options) {
        return with(copy -> {
            copy.maxTokens = maxTokens;
            copy.temperature = temperature;
            copy.options = options;
        });
    }

    /** Returns a copy that always requests usage, never does so, or ({@code null}) follows the default of the type. */
    public ProviderSettings withIncludeUsage(@Nullable Boolean includeUsage) {
        return with(copy -> copy.includeUsage = includeUsage);
    }

    /** Returns a copy with these additional headers. */
    public ProviderSettings withHeaders(Map<String, String> headers) {
        return with(copy -> copy.headers = headers);
    }

    private ProviderSettings with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new ProviderSettings(
                name,
                type,
                copy.baseUrl,
                copy.apiKey,
                copy.model,
                copy.maxTokens,
                copy.temperature,
                copy.includeUsage,
                copy.headers,
                copy.options,
                copy.response,
                copy.region);
    }

    /** The fields that a copy may change. */
    private static final class Copy {
        private URI baseUrl;
        private @Nullable String apiKey;
        private @Nullable String model;
        private @Nullable Integer maxTokens;
        private @Nullable Double temperature;
        private @Nullable Boolean includeUsage;
        private Map<String, String> headers;
        private Map<String, Object> options;
        private ResponseLimits response;
        private @Nullable String region;

        private Copy(ProviderSettings settings) {
            this.baseUrl = settings.baseUrl;
            this.apiKey = settings.apiKey;
            this.model = settings.model;
            this.maxTokens = settings.maxTokens;
            this.temperature = settings.temperature;
            this.includeUsage = settings.includeUsage;
            this.headers = settings.headers;
            this.options = settings.options;
            this.response = settings.response;
            this.region = settings.region;
        }
    }

    /**
     * The address of requests.
     *
     * @param path the path below the base URL, with a leading slash; a query in the base URL is appended to it
     */
    public URI endpoint(String path) {
        String base = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        String below = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + below + path + query);
    }

    /**
     * Everything that must not be shown: the key, and every word in the values of headers and in the base URL's query that may be a
     * secret.
     */
    Secrets secrets() {
        List<String> others = new ArrayList<>(headers.values());
        String query = baseUrl.getRawQuery();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                String value = parameter.substring(parameter.indexOf('=') + 1);
                if (!parameter.startsWith("api-version=")) { // used by Azure, and mentioned in its errors
                    others.add(value);
                    others.add(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
                }
            }
        }
        return new Secrets(apiKey, others);
    }

    /** Makes a name given by the provider safe for logs, metrics and browsers. */
    String shown(String name) {
        return OneLine.of(secrets().mask(name));
    }

    @Override
    public String toString() {
        return "ProviderSettings[name=" + name + ", type=" + type.typeName() + ", model=" + model + "]";
    }
}
