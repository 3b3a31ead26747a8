package dev.aistreaming.spring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The keys that another library is configured with, so that no error shows them. */
final class LibraryKeys {

    private LibraryKeys() {}

    /** Returns the values of all properties under this prefix that are named key, secret, token or password. */
    static List<String> under(String prefix, Environment environment) {
        List<String> keys = new ArrayList<>();
        Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, Object.class))
                .ifBound(settings -> collect(settings, keys));
        return keys;
    }

    private static void collect(Map<?, ?> settings, List<String> keys) {
        settings.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                collect(inner, keys);
            } else if (value != null && isNameOfSecret(String.valueOf(name))) {
                keys.add(value.toString());
            }
        });
    }

    private static boolean isNameOfSecret(String name) {
        String letters = name.replaceAll("[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT);
        return letters.endsWith("key")
                || letters.endsWith("token")
                || letters.contains("secret")
                || letters.endsWith("password");
    }
}
