package dev.aistreaming.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The header in which a provider expects its key. A key that itself begins with {@code Bearer }, such as a token fetched by an
 * {@link ApiKeySource}, is sent as {@code Authorization} to any provider.
 *
 * @param name the name of the header
 * @param scheme the text before the key
 */
record KeyHeader(String name, String scheme) {

    private static final String BEARER_SCHEME = "Bearer ";

    static final KeyHeader BEARER = new KeyHeader("Authorization", BEARER_SCHEME);

    /** The headers of a request whose response is an event stream. Those from the settings come last. */
    Map<String, String> headers(ProviderSettings settings) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream");
        String key = settings.apiKey();
        if (key != null && key.regionMatches(true, 0, BEARER_SCHEME, 0, BEARER_SCHEME.length())) {
            headers.put(BEARER.name, key);
        } else if (key != null) {
            headers.put(name, scheme + key);
        }
        headers.putAll(settings.headers());
        return headers;
    }
}
