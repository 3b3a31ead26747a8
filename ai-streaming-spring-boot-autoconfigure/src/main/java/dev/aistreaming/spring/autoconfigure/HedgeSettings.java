package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.OneLine;
import dev.aistreaming.pipeline.HedgeObserver;
import dev.aistreaming.pipeline.Hedging;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads when a second provider is asked because the first one is slow. */
final class HedgeSettings {

    private static final String KEY = "ai.streaming.hedge.after";
    private static final Duration LONGEST = Duration.ofDays(365);

    private HedgeSettings() {}

    /** Returns {@code null} if no second provider is asked. */
    static @Nullable Hedging hedging(AiStreamingProperties properties, List<HedgeObserver> observers) {
        String after = properties.hedge().after();
        if (after == null || after.isBlank()) {
            return null;
        }
        Hedging hedging =
                after.strip().equalsIgnoreCase("p95") ? Hedging.afterP95() : Hedging.after(time(after.strip()));
        if (properties.fallback().isEmpty()) {
            throw new InvalidSettingException(
                    KEY + " is " + after.strip() + ", but there is nobody else to be asked.",
                    "Name another provider in ai.streaming.fallback, or leave " + KEY + " out.");
        }
        for (HedgeObserver observer : observers) {
            hedging = hedging.observedBy(observer);
        }
        return hedging;
    }

    private static Duration time(String after) {
        Duration time;
        try {
            time = DurationStyle.detectAndParse(after);
        } catch (IllegalArgumentException e) {
            throw fault(after, e);
        }
        if (time.isZero() || time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw fault(after, null);
        }
        return time;
    }

    private static InvalidSettingException fault(String after, @Nullable Throwable cause) {
        return new InvalidSettingException(
                KEY + " is '" + OneLine.of(after) + "', after which nobody can be asked.",
                "Set it to a time longer than 0 and not longer than 365d, such as 2s, or to p95.",
                cause);
    }
}
