package dev.aistreaming.spring.web;

import org.jspecify.annotations.Nullable;

/** What an operator is shown of a client's key: a hint, never a whole name or address. */
public final class ClientLabel {

    private static final int LONGEST = 4;

    private ClientLabel() {}

    /** At most a third of the key; which kind of key it is stays readable, where it is one of ours. */
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
