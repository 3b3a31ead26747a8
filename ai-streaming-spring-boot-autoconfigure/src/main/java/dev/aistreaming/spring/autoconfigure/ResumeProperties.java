package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.OnDisconnect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Resumable streams: answers that survive a reload of the page.
 *
 * @param enabled Whether to keep answers, so that a browser that reconnects gets the rest.
 * @param store Where answers are kept: "memory" of this application, or "redis" for several instances of it.
 * @param onDisconnect What happens to an answer that nobody reads any more: "linger" lets it go on for a while, "continue" to
 *     its end, and "cancel" stops it at once.
 * @param linger How long an answer that nobody reads goes on if "on-disconnect" is "linger".
 * @param retention How long an answer is kept after its end.
 * @param maxStreamSize Largest answer that is kept, in bytes as sent to the browser. A larger one goes on, but can no longer be
 *     resumed.
 * @param maxTotalSize Memory for all kept answers together. At the limit, the answers that ended first are dropped. An answer
 *     takes as many bytes as are sent, plus about 100 bytes per token and 500 bytes per answer. A value above half of the heap
 *     logs a warning at start. Default: 256 MB, or a quarter of the heap if that is less.
 * @param maxReadersPerStream How many browsers may read one answer at a time. One more takes the place of the oldest.
 * @param onCrash What happens to an answer in Redis if the instance that writes it dies: "tell" ends it with an error;
 *     "restart" has another instance ask the provider again, which is billed again.
 * @param encryptionKey Key that encrypts the requests that "restart" keeps in Redis: 32 random bytes in Base64, the same on all
 *     instances. Required if "on-crash" is "restart". Default: none.
 */
public record ResumeProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("memory") Store store,
        @DefaultValue("linger") OnDisconnect onDisconnect,
        @DefaultValue("30s") Duration linger,
        @DefaultValue("10m") Duration retention,
        @DefaultValue("4MB") DataSize maxStreamSize,
        @Nullable DataSize maxTotalSize,
        @DefaultValue("10") int maxReadersPerStream,
        @DefaultValue("tell") OnCrash onCrash,
        @Nullable String encryptionKey) {

    /** Without the key. */
    @Override
    public String toString() {
        return "ResumeProperties[enabled=" + enabled + ", store=" + store + ", onDisconnect=" + onDisconnect
                + ", linger=" + linger + ", retention=" + retention + ", maxStreamSize=" + maxStreamSize
                + ", maxTotalSize=" + maxTotalSize + ", maxReadersPerStream=" + maxReadersPerStream + ", onCrash="
                + onCrash + "]";
    }

    /** Whether answers are asked for again. */
    boolean restarts() {
        return enabled && onCrash == OnCrash.RESTART;
    }

    /** What happens to an answer whose application instance has died. */
    public enum OnCrash {
        /** It ends with an error. */
        TELL,
        /** Another instance asks the provider again. The request is kept in Redis for that, encrypted. */
        RESTART
    }

    /** Where answers are kept. */
    public enum Store {
        /** In the memory of this application. */
        MEMORY,
        /** In Redis, for several instances of this application. */
        REDIS
    }
}
