package dev.aistreaming.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of what a request is made of. A null is refused like a blank: it is most often a JSON field that was left out, and so
 * the user's fault, whatever the declared type promises.
 */
final class Fields {

    private Fields() {}

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw AiException.invalidRequest(field + " must not be null");
        }
        return value;
    }

    static String notBlank(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw AiException.invalidRequest(field + " must not be blank");
        }
        return text;
    }

    static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    static <T> List<T> allPresent(String field, @Nullable List<T> values) {
        List<T> all = present(field, values);
        for (int i = 0; i < all.size(); i++) {
            present(field + "[" + i + "]", all.get(i));
        }
        return List.copyOf(all);
    }
}
