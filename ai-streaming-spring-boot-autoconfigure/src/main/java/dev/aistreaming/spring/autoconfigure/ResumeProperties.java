package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.OnDisconnect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Answers that survive a reload of the page.
 *
 * @param enabled Whether answers are kept, so that a browser that comes back gets the rest.
 * @param store Where they are kept: in the memory of this application, or in Redis for several instances of it.
 * @param onDisconnect What becomes of an answer when nobody reads it any more.
 * @param linger How long an answer goes on when nobody reads it, where on-disconnect is linger.
 * @param retention How long an answer is kept after its end.
 * @param maxStreamSize Longest answer that is kept, as it is sent. A longer one goes on, but cannot be resumed.
 * @param maxTotalSize How much is kept in memory in all. What has ended first goes first. Default: 256 MB, or a quarter of
 *     the heap where that is less.
 * @param maxReadersPerStream How many may read an answer at a time. The oldest makes room for one more.
 * @param onCrash What becomes of an answer in Redis when the instance that writes it dies.
 * @param encryptionKey Key that encrypts what is asked, where on-crash is restart: 32 bytes in Base64. Default: none, it is needed
 *     then.
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

    /** What becomes of an answer whose instance has died. */
    public enum OnCrash {
        /** It ends with an error. */
        TELL,
        /** Another instance asks again. What is asked is kept in Redis for that, encrypted. */
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
