package dev.aistreaming.spring.web;

import org.jspecify.annotations.Nullable;

/** Shortens a client's key for operators: a hint, but never a whole name or address. */
public final class ClientLabel {

    private static final int LONGEST = 4;

    private ClientLabel() {}

    /** Shows at most a third of the key. For keys of our own, the kind of key stays readable. */
    public static @Nullable String of(@Nullable String key) {
        if (key == null) {
            return null;
        }
        int kind = lengthOfKind(key);
        int shown = Math.min(LONGEST, key.codePointCount(kind, key.length()) / 3);
        return key.substring(0, key.offsetByCodePoints(kind, shown)) + "…";
    }

    private static int lengthOfKind(String key) {
        for (String kind : RequestClientKeyResolver.KINDS) {
            if (key.startsWith(kind)) {
                return kind.length();
            }
        }
        return 0;
    }
}
