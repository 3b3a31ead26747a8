package dev.aistreaming.spring.autoconfigure;

import org.jspecify.annotations.Nullable;

/** Checks individual settings. */
final class Settings {

    private Settings() {}

    static void requirePositive(String key, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new InvalidSettingException(key + " is " + value + ".", "Set it to 1 or more, or leave it out.");
        }
    }
}
