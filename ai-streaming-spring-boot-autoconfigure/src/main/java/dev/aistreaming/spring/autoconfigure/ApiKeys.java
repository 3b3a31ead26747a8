package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Rejects values that cannot be API keys at startup, before a provider does. Never shows a key. */
final class ApiKeys {

    private static final String SCHEME = "Bearer ";

    private ApiKeys() {}

    /** @param key the name of the property */
    static void check(String key, @Nullable String configured) {
        String value = configured == null ? "" : configured.strip();
        if (value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refused(key, "begins with the word Bearer, which is sent without being asked for");
        }
        if (isQuote(value, 0) || isQuote(value, value.length() - 1)) {
            throw refused(key, "is in quotes, which are sent with it");
        }
        if (!value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refused(key, "has a space, a line break or a letter beyond ASCII inside, which no key has");
        }
    }

    private static boolean isQuote(String value, int index) {
        return !value.isEmpty() && "\"'".indexOf(value.charAt(index)) >= 0;
    }

    private static InvalidSettingException refused(String key, String fault) {
        return new InvalidSettingException(key + " " + fault + ".", "Set it to the key alone.");
    }
}
