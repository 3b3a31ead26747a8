package dev.aistreaming.spring.redis;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What things are called in Redis. Each command is for one key, so that a cluster can have them anywhere. */
final class Keys {

    private static final String PREFIX = "ai-streaming:";

    private Keys() {}

    /** The Redis stream of a stream. */
    static String stream(String streamId) {
        return PREFIX + "stream:" + streamId;
    }

    /** What is asked in a stream, encrypted, as long as that may be asked again. */
    static String request(String streamId) {
        return PREFIX + "request:" + streamId;
    }

    /**
     * The stream that was begun last under a key of an owner. A hash, for both may be anything, however long; no two owners have the
     * same.
     */
    static String last(@Nullable String owner, String key) {
        String both = (owner == null ? "-" : owner.length() + ":" + owner) + ":" + key;
        ByteBuffer characters = ByteBuffer.allocate(both.length() * Character.BYTES);
        characters.asCharBuffer().put(both); // as they are: half a character has no bytes in UTF-8
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(characters.array());
            return PREFIX + "key:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What an instance holds as long as it lives. */
    static String lease(String instance) {
        return PREFIX + "instance:" + instance;
    }

    /** The channel that says which streams of an instance have grown. */
    static String appended(String instance) {
        return PREFIX + "appended:" + instance;
    }

    /** The channel by which others tell an instance what readers of its streams want. */
    static String control(String instance) {
        return PREFIX + "control:" + instance;
    }
}
