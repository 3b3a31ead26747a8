package dev.aistreaming.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Creates and validates stream ids: 128 random bits, which cannot be guessed, as 32 hexadecimal digits. */
public final class StreamIds {

    private static final int BYTES = 16;
    private static final int SHORT = 12;
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();

    /** Creates a unique id. */
    public String create() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return HEX.formatHex(bits);
    }

    /** Whether a text has the form of a stream id. */
    public static boolean isValid(String text) {
        return text.length() == 2 * BYTES && text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    }

    /**
     * The first digits of an id, for logs and lists: enough to tell the streams of an application apart, but not enough to read
     * one. A stream without an owner can be read by anyone who knows its complete id.
     */
    public static String shorten(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
