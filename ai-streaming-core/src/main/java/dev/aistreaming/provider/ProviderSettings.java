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
 * How one provider is reached and what it is asked where a request says nothing. Its text representation has no key and no
 * header.
 *
 * @param name the name it is configured under
 * @param type which wire protocol it speaks, and with which differences
 * @param baseUrl what the vendor's own SDK calls base URL, without a slash at the end
 * @param apiKey the key; {@code null} for a server that wants none
 * @param model the model
 * @param maxTokens the longest answer, in tokens
 * @param temperature randomness
 * @param includeUsage whether to ask for usage; {@code null}: where the type does
 * @param headers further headers of each request
 * @param options further fields of each request's body
 * @param response what is taken of a response
 * @param region in which region of a cloud it is, for types that have them; {@code null}: as the address or the surroundings say
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

    /** Settings of this type with its own base URL and nothing else. */
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

    /** The same with other limits of a response. */
    public ProviderSettings withResponse(ResponseLimits response) {
        return with(copy -> copy.response = response);
    }

    /** The same at another address. */
    public ProviderSettings withBaseUrl(URI baseUrl) {
        return with(copy -> copy.baseUrl = baseUrl);
    }

    /** The same in this region of a cloud; at the vendor's own address, there is one for each. */
    public ProviderSettings withRegion(String region) {
        URI vendors = type.baseUrl();
        URI there = baseUrl.equals(vendors) ? URI.create(vendors.toString().replace("us-east-1", region)) : baseUrl;
        return with(copy -> {
            copy.baseUrl = there;
            copy.region = region;
        });
    }

    /** The same with this key. */
    public ProviderSettings withApiKey(@Nullable String apiKey) {
        return with(copy -> copy.apiKey = apiKey);
    }

    /** The same with this model. */
    public ProviderSettings withModel(@Nullable String model) {
        return with(copy -> copy.model = model);
    }

    /** The same with these defaults of a request. */
    public ProviderSettings withDefaults(
            @Nullable Integer maxTokens, @Nullable Double temperature, Map<String, Object> options) {
        return with(copy -> {
            copy.maxTokens = maxTokens;
            copy.temperature = temperature;
            copy.options = options;
        });
    }

    /** The same with usage always, never or ({@code null}) as the type has it. */
    public ProviderSettings withIncludeUsage(@Nullable Boolean includeUsage) {
        return with(copy -> copy.includeUsage = includeUsage);
    }

    /** The same with these headers. */
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

    /** What a copy may have of its own. */
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
     * Where requests go.
     *
     * @param path the path below the base URL, with a slash at its head; a query of the base URL stays behind it
     */
    public URI endpoint(String path) {
        String base = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        String query = baseUrl.getRawQuery() == null ? "" : "?" + baseUrl.getRawQuery();
        String below = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + below + path + query);
    }

    /** What must not be shown: the key, and every word of a header's value, and of the base URL's query, that may be one. */
    Secrets secrets() {
        List<String> others = new ArrayList<>(headers.values());
        String query = baseUrl.getRawQuery();
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                String value = parameter.substring(parameter.indexOf('=') + 1);
                if (!parameter.startsWith("api-version=")) { // Azure's, which its errors are about
                    others.add(value);
                    others.add(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
                }
            }
        }
        return new Secrets(apiKey, others);
    }

    /** A name that a provider gives to something, fit for logs, metrics and browsers. */
    String shown(String name) {
        return OneLine.of(secrets().mask(name));
    }

    @Override
    public String toString() {
        return "ProviderSettings[name=" + name + ", type=" + type.typeName() + ", model=" + model + "]";
    }
}
