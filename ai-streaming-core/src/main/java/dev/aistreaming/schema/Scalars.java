package dev.aistreaming.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Types that Jackson reads from a single string, number or boolean. Types from {@code java.time} without a matching JSON Schema
 * format, such as a time without an offset, are described by an example.
 */
final class Scalars {

    /**
     * How a value is written.
     *
     * @param type {@code null} for any type
     */
    private record Scalar(
            @Nullable String type,
            @Nullable String format,
            @Nullable String description) {

        static final Scalar ANYTHING = new Scalar(null, null, null);

        static Scalar of(String type) {
            return new Scalar(type, null, null);
        }

        static Scalar format(String format) {
            return new Scalar("string", format, null);
        }

        static Scalar like(String description) {
            return new Scalar("string", null, description);
        }
    }

    private static final Map<Class<?>, Scalar> KNOWN = known();

    private Scalars() {}

    static @Nullable ObjectNode schema(Class<?> type) {
        Scalar scalar = KNOWN.get(type);
        if (scalar == null) {
            return null;
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        put(schema, "type", scalar.type());
        put(schema, "format", scalar.format());
        put(schema, "description", scalar.description());
        return schema;
    }

    private static void put(ObjectNode schema, String keyword, @Nullable String value) {
        if (value != null) {
            schema.put(keyword, value);
        }
    }

    private static Map<Class<?>, Scalar> known() {
        Map<Class<?>, Scalar> known = new HashMap<>();
        all(known, Scalar.of("string"), String.class, CharSequence.class, char.class, Character.class);
        all(known, Scalar.of("boolean"), boolean.class, Boolean.class);
        all(known, Scalar.of("integer"), byte.class, Byte.class, short.class, Short.class, int.class, Integer.class);
        all(known, Scalar.of("integer"), long.class, Long.class, BigInteger.class, Year.class);
        all(known, Scalar.of("integer"), OptionalInt.class, OptionalLong.class);
        all(known, Scalar.of("number"), float.class, Float.class, double.class, Double.class, OptionalDouble.class);
        all(known, Scalar.of("number"), BigDecimal.class, Number.class);
        all(known, Scalar.ANYTHING, Object.class, JsonNode.class);
        all(known, Scalar.of("object"), ObjectNode.class);
        all(known, Scalar.of("array"), ArrayNode.class);
        all(known, Scalar.format("date"), LocalDate.class);
        all(known, Scalar.format("date-time"), Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
        all(known, Scalar.format("time"), OffsetTime.class);
        all(known, Scalar.format("duration"), Duration.class, Period.class);
        all(known, Scalar.format("uuid"), UUID.class);
        all(known, Scalar.format("uri"), URI.class, URL.class);
        all(known, Scalar.like("date and time without an offset, such as 2026-01-31T10:15:30"), LocalDateTime.class);
        all(known, Scalar.like("time without an offset, such as 10:15:30"), LocalTime.class);
        all(known, Scalar.like("year and month, such as 2026-01"), YearMonth.class);
        all(known, Scalar.like("month and day, such as --01-31"), MonthDay.class);
        all(known, Scalar.like("time zone, such as Europe/Zurich"), ZoneId.class);
        all(known, Scalar.like("offset from UTC, such as +01:00"), ZoneOffset.class);
        all(known, Scalar.like("language tag, such as de-CH"), Locale.class);
        all(known, Scalar.like("currency code, such as CHF"), Currency.class);
        all(known, Scalar.like("bytes in Base64"), byte[].class);
        return Map.copyOf(known);
    }

    private static void all(Map<Class<?>, Scalar> known, Scalar scalar, Class<?>... types) {
        for (Class<?> type : types) {
            known.put(type, scalar);
        }
    }
}
