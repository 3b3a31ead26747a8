package dev.aistreaming.spring.redis;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
        return PREFIX + "key:" + hash((owner == null ? "-" : owner.length() + ":" + owner) + ":" + key);
    }

    /** The tokens that a client has left. A hash, for it is a name or an address; those of another limit are others. */
    static String tokens(long limit, Duration window, String client) {
        return PREFIX + "tokens:" + limit + ":" + window.toMillis() + ":" + hash(client);
    }

    private static String hash(String text) {
        ByteBuffer characters = ByteBuffer.allocate(text.length() * Character.BYTES);
        characters.asCharBuffer().put(text); // as they are: half a character has no bytes in UTF-8
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(characters.array()));
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
