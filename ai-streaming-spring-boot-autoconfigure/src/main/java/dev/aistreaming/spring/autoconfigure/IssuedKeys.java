package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.ApiKeySource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The latest key of each provider from an {@link ApiKeySource}, so that it can be removed from output. */
final class IssuedKeys {

    private final Map<String, String> byProvider = new ConcurrentHashMap<>();

    /** Returns the same source, whose keys are recorded. */
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
