package dev.aistreaming.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes and knows ids of streams: 128 random bits, which nobody guesses, as 32 hexadecimal digits. */
public final class StreamIds {

    private static final int BYTES = 16;
    private static final int SHORT = 12;
    private static final HexFormat HEX = HexFormat.of();

    private final SecureRandom random = new SecureRandom();

    /** An id that no other stream has. */
    public String create() {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        return HEX.formatHex(bits);
    }

    /** Whether a text could be an id of a stream. */
    public static boolean isValid(String text) {
        return text.length() == 2 * BYTES && text.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    }

    /**
     * The first digits of an id, for logs and lists: enough to tell the streams of an application apart, and too few to read
     * one with, which whoever knows the whole id of a stream that is nobody's may do.
     */
    public static String shorten(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
