package dev.aistreaming.output;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers and literals, which have a meaning only when they are complete. */
final class Scalars {

    private static final int MAX_LENGTH = 1000; // Jackson does not read longer numbers either
    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Scalars() {}

    static boolean isPartOf(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    /** The value, or {@code null} if this is not valid JSON. */
    static @Nullable JsonNode of(CharSequence text) {
        return switch (text.toString()) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            case "null" -> NODES.nullNode();
            default -> isNumber(text) ? number(text.toString()) : null;
        };
    }

    private static JsonNode number(String text) {
        if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            return NODES.numberNode(new BigDecimal(text));
        }
        if (text.length() <= DIGITS_OF_INT) {
            return NODES.numberNode(Integer.parseInt(text));
        }
        BigInteger whole = new BigInteger(text);
        if (text.length() <= DIGITS_OF_LONG || whole.bitLength() < Long.SIZE) {
            long value = whole.longValue();
            return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
        }
        return NODES.numberNode(whole);
    }

    private static boolean isNumber(CharSequence text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        int at = skip(text, 0, "-", "");
        int digits = at;
        at = digits(text, at);
        if (at == digits || (text.charAt(digits) == '0' && at > digits + 1)) {
            return false;
        }
        int fraction = skip(text, at, ".", "");
        if (fraction > at) {
            at = digits(text, fraction);
            if (at == fraction) {
                return false;
            }
        }
        int exponent = skip(text, at, "eE", "+-");
        if (exponent > at) {
            at = digits(text, exponent);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    private static int digits(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** Skips one of the first characters, optionally followed by one of the second. */
    private static int skip(CharSequence text, int at, String first, String second) {
        if (at == text.length() || first.indexOf(text.charAt(at)) < 0) {
            return at;
        }
        int next = at + 1;
        return next < text.length() && second.indexOf(text.charAt(next)) >= 0 ? next + 1 : next;
    }
}
