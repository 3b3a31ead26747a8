package dev.aistreaming.spring.autoconfigure;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Blots out every value that is, or holds, a configured or issued key or a header, whatever property it came by. */
final class KeySanitizer implements SanitizingFunction {

    private final Set<String> secrets = new HashSet<>();

    private final IssuedKeys issued;

    KeySanitizer(Environment environment, IssuedKeys issued) {
        this.issued = issued;
        Binder.get(environment)
                .bind("ai.streaming.providers", Bindable.mapOf(String.class, ProviderProperties.class))
                .orElse(Map.of())
                .values()
                .forEach(this::collect);
    }

    private void collect(ProviderProperties provider) {
        if (provider.apiKey() != null && !provider.apiKey().isBlank()) {
            secrets.add(provider.apiKey());
        }
        provider.headers().values().stream().filter(value -> !value.isBlank()).forEach(secrets::add);
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        Object value = data.getValue();
        String text = value == null ? "" : value.toString();
        return secrets.stream().anyMatch(text::contains) || issued.anyIn(text) ? data.withSanitizedValue() : data;
    }
}
