package dev.aistreaming.provider;

import dev.aistreaming.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait: {@code retry-after} in seconds or as a date, or {@code retry-after-ms}. Azure sends 1
 * and 0, so the larger counts.
 */
final class RetryAfter {

    private RetryAfter() {}

    static @Nullable Duration of(Headers headers) {
        Duration seconds =
                headers.firstValue("retry-after").map(RetryAfter::secondsOrDate).orElse(null);
        Duration millis = headers.firstValue("retry-after-ms")
                .map(value -> number(value, 1))
                .orElse(null);
        if (seconds == null || millis == null) {
            return seconds == null ? millis : seconds;
        }
        return seconds.compareTo(millis) >= 0 ? seconds : millis;
    }

    private static @Nullable Duration secondsOrDate(String value) {
        Duration seconds = number(value, 1000);
        if (seconds != null) {
            return seconds;
        }
        try {
            Instant until = ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException e) {
            return null; // neither a number nor a date: as if it were not there
        }
    }

    private static @Nullable Duration number(String value, int millisEach) {
        try {
            double number = Double.parseDouble(value.strip());
            return number >= 0 && number < 1e9 ? Duration.ofMillis(Math.round(number * millisEach)) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
