package dev.aistreaming.provider;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In which header a provider wants its key. A key that says {@code Bearer } itself, such as a token that an
 * {@link ApiKeySource} fetches, goes into {@code Authorization} whatever the provider.
 *
 * @param name the header
 * @param scheme what stands before the key
 */
record KeyHeader(String name, String scheme) {

    private static final String BEARER_SCHEME = "Bearer ";

    static final KeyHeader BEARER = new KeyHeader("Authorization", BEARER_SCHEME);

    /** The headers of a request whose answer is an event stream; those of the settings come last. */
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
