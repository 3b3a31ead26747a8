package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.pipeline.Failover;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks the settings of fallbacks. */
final class FallbackSettings {

    private static final Logger log = LoggerFactory.getLogger(FallbackSettings.class);

    private FallbackSettings() {}

    static void check(List<String> fallback, Failover failover, Set<String> providers) {
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
        if (failover == Failover.RESTART && fallback.isEmpty()) {
            checkRestart(providers);
        }
    }

    /** Checks failover without common fallbacks: tasks may name fallbacks themselves, if there are other providers. */
    private static void checkRestart(Set<String> providers) {
        if (providers.size() == 1) {
            throw new InvalidSettingException(
                    "ai.streaming.failover is restart, and there is no other provider than " + providers + ".",
                    "Leave it out, or configure another provider under ai.streaming.providers and name it in"
                            + " ai.streaming.fallback.");
        }
        log.warn("ai.streaming.failover is restart, but ai.streaming.fallback is empty: only answers of tasks that name"
                + " fallbacks of their own start over");
    }
}
