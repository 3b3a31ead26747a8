package dev.aistreaming.spring.autoconfigure;

import java.util.List;
import java.util.Set;

/** Checks who is asked next. */
final class FallbackSettings {

    private FallbackSettings() {}

    static void check(List<String> fallback, Set<String> providers) {
        for (String name : fallback) {
            if (!providers.contains(name)) {
                throw new InvalidSettingException(
                        "ai.streaming.fallback has '" + name + "', which is not configured.",
                        "Leave it out, use " + providers + ", or configure ai.streaming.providers." + name + ".");
            }
        }
        if (!fallback.isEmpty() && providers.size() == 1) {
            throw new InvalidSettingException(
                    "ai.streaming.fallback is " + fallback + ", which is the only provider.",
                    "Leave it out, or configure another provider under ai.streaming.providers.");
        }
    }
}
