package dev.aistreaming.chat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks of what a request is made of. A null is refused like a blank: it is most often a JSON field that was left out, and so
 * the user's fault, whatever the declared type promises.
 */
final class Fields {

    /** What at least one provider takes. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

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

    /** The name of a tool or of a schema. */
    static void name(String field, @Nullable String name) {
        String text = notBlank(field, name);
        if (!NAME.matcher(text).matches()) {
            throw AiException.invalidRequest(
                    field + " must have at most 128 letters, digits and _-.: but is '" + OneLine.of(text) + "'");
        }
    }

    /** Looks like one; whether it is valid JSON is for those to tell who read it. */
    static void jsonObject(String field, @Nullable String json) {
        String text = notBlank(field, json).strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw AiException.invalidRequest(
                    field + " must be a JSON object, but " + OneLine.of(text, 40) + " is none");
        }
    }

    static <T> List<T> listOf(String field, T @Nullable [] values) {
        return allPresent(field, Arrays.asList(present(field, values)));
    }

    static <T> List<T> allPresent(String field, @Nullable List<T> values) {
        List<T> all = present(field, values);
        for (int i = 0; i < all.size(); i++) {
            present(field + "[" + i + "]", all.get(i));
        }
        return List.copyOf(all);
    }
}
