package dev.aistreaming.spring.redis;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The names of keys and channels in Redis. Each command uses a single key, so that the keys may be on any node of a cluster. */
final class Keys {

    private static final String PREFIX = "ai-streaming:";

    private Keys() {}

    /** Returns the key of the Redis stream with a stream's entries. */
    static String stream(String streamId) {
        return PREFIX + "stream:" + streamId;
    }

    /** Returns the key of a stream's encrypted request, which exists as long as the stream may be restarted. */
    static String request(String streamId) {
        return PREFIX + "request:" + streamId;
    }

    /**
     * Returns the key of the latest stream of an owner's key. Both are hashed, because they may contain anything and be of any length;
     * different owners have different hashes.
     */
    static String last(@Nullable String owner, String key) {
        return PREFIX + "key:" + hash((owner == null ? "-" : owner.length() + ":" + owner) + ":" + key);
    }

    /**
     * Returns the key of a client's remaining tokens. The client is hashed, because it is a name or an address. Each limit has separate
     * keys.
     */
    static String tokens(long limit, Duration window, String client) {
        return PREFIX + "tokens:" + limit + ":" + window.toMillis() + ":" + hash(client);
    }

    private static String hash(String text) {
        ByteBuffer characters = ByteBuffer.allocate(text.length() * Character.BYTES);
        characters.asCharBuffer().put(text); // as UTF-16: half a surrogate pair has no bytes in UTF-8
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(characters.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the key of an instance's lease. */
    static String lease(String instance) {
        return PREFIX + "instance:" + instance;
    }

    /** Returns the channel that announces which streams of an instance have grown. */
    static String appended(String instance) {
        return PREFIX + "appended:" + instance;
    }

    /** Returns the channel for messages to an instance about the readers of its streams. */
    static String control(String instance) {
        return PREFIX + "control:" + instance;
    }
}
