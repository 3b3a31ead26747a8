package dev.aistreaming.provider;

import dev.aistreaming.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait: {@code retry-after} in seconds or as a date, or {@code retry-after-ms}. Azure sends 1 and 0, so
 * the larger value counts. Values that are negative, in the past or absurdly large are ignored.
 */
final class RetryAfter {

    /** Larger values cannot be meant seriously. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private static final int MAX_DIGITS = 12;

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

    /** The value in an error's body in seconds, such as Google's {@code 48s} or {@code 1.5s}, rounded up. */
    static @Nullable Duration ofSeconds(String value) {
        String seconds = value.endsWith("s") ? value.substring(0, value.length() - 1) : value;
        int point = seconds.indexOf('.');
        Duration wait = number(point < 0 ? seconds : seconds.substring(0, point), 1000);
        return wait == null || point < 0 ? wait : wait.plusSeconds(1);
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
            return wait.isNegative() || wait.compareTo(LONGEST) > 0 ? null : wait;
        } catch (DateTimeException e) {
            return null; // neither a number nor a date: ignored
        }
    }

    /** Digits only, as in RFC 9110. */
    private static @Nullable Duration number(String value, int millisEach) {
        String digits = value.strip();
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Duration wait = Duration.ofMillis(Long.parseLong(digits) * millisEach);
        return wait.compareTo(LONGEST) > 0 ? null : wait;
    }
}
