package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.ApiKeySource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last key that an {@link ApiKeySource} has given for each provider, to be kept out of what is shown. */
final class IssuedKeys {

    private final Map<String, String> byProvider = new ConcurrentHashMap<>();

    /** The same source, whose keys are noted. */
    ApiKeySource noting(ApiKeySource source) {
        return provider -> {
            String key = source.apiKey(provider);
            if (key != null && !key.isBlank()) {
                byProvider.put(provider, key.strip());
            }
            return key;
        };
    }

    boolean anyIn(String text) {
        return byProvider.values().stream().anyMatch(text::contains);
    }
}
