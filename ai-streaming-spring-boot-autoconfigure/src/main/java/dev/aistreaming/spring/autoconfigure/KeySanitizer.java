package dev.aistreaming.spring.autoconfigure;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Hides every value that is or contains a configured or issued key or a header value, no matter which property contains it. Values that
 * are too short for a secret are hidden only under their own names. Otherwise {@code X-Version: 1} would hide every number that contains
 * a 1.
 */
final class KeySanitizer implements SanitizingFunction {

    private static final int SHORTEST_SECRET = 8;

    private final Set<String> secrets = new HashSet<>();

    private final IssuedKeys issued;

    KeySanitizer(Environment environment, IssuedKeys issued) {
        this.issued = issued;
        collect(environment.getProperty("ai.streaming.resume.encryption-key"));
        Binder.get(environment)
                .bind("ai.streaming.providers", Bindable.mapOf(String.class, ProviderProperties.class))
                .orElse(Map.of())
                .values()
                .forEach(this::collect);
        Binder.get(environment)
                .bind("ai.streaming.mcp.servers", Bindable.mapOf(String.class, McpServerProperties.class))
                .orElse(Map.of())
                .values()
                .forEach(this::collect);
    }

    private void collect(McpServerProperties server) {
        server.headers().values().forEach(this::collect);
        server.env().values().forEach(this::collect);
    }

    private void collect(ProviderProperties provider) {
        collect(provider.apiKey());
        provider.headers().values().forEach(this::collect);
    }

    private void collect(@Nullable String value) {
        if (value != null && !value.isBlank() && value.length() >= SHORTEST_SECRET) {
            secrets.add(value);
        }
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        Object value = data.getValue();
        String text = value == null ? "" : value.toString();
        boolean secret =
                isNameOfSecret(data.getKey()) || secrets.stream().anyMatch(text::contains) || issued.anyIn(text);
        return secret ? data.withSanitizedValue() : data;
    }

    /** Whether a property holds a secret, in any notation, such as {@code AI_STREAMING_PROVIDERS_OPENAI_APIKEY}. */
    private static boolean isNameOfSecret(String name) {
        String letters = name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
        return (letters.startsWith("aistreamingproviders")
                        && (letters.endsWith("apikey") || letters.contains("headers")))
                || (letters.startsWith("aistreamingmcp") && letters.matches(".*(url|headers|args|env).*"))
                || letters.equals("aistreamingresumeencryptionkey")
                || (letters.startsWith("aistreamingguards") && letters.contains("literals"));
    }
}
