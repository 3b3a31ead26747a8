package dev.aistreaming.spring.autoconfigure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of single settings. */
final class Settings {

    private Settings() {}

    static void requirePositive(String key, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new InvalidSettingException(
                    key + " is " + value.toMillis() + " ms.", "Set it to a time longer than 0, such as 10s.");
        }
    }

    static void requirePositive(String key, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new InvalidSettingException(key + " is " + value + ".", "Set it to 1 or more, or leave it out.");
        }
    }
}
