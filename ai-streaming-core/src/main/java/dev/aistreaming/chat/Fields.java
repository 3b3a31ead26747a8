package dev.aistreaming.chat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks on the fields of a request. {@code null} is rejected just like a blank value: it usually comes from a JSON field that was
 * left out, so it is the user's mistake, whatever the declared type promises.
 */
final class Fields {

    /** The characters that at least one provider accepts. */
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

    /** Only checks that it looks like a JSON object. Whether it is valid JSON is up to whoever parses it. */
    static void jsonObject(String field, @Nullable String json) {
        String text = notBlank(field, json).strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw AiException.invalidRequest(
                    field + " must be a JSON object, but " + OneLine.of(text, 40) + " is not one");
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
