package dev.aistreaming.spring.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The access to Redis. It is either available or known to be unavailable, so that nobody waits for it. */
final class RedisLink {

    private final Supplier<AbstractRedisClient> client;
    private final Outages outages;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final AtomicReference<@Nullable RedisConnections> current = new AtomicReference<>();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Creates a link that is not connected.
     *
     * @param client supplies the client, which is not closed here
     */
    RedisLink(Supplier<AbstractRedisClient> client, Outages outages) {
        this.client = client;
        this.outages = outages;
    }

    /** Returns the connections, or {@code null} if Redis did not answer lately. */
    @Nullable
    RedisConnections current() {
        return current.get();
    }

    /** Runs a connection attempt on a thread that may block, unless one is under way: it takes long if packets are lost. */
    void attempt(Runnable connecting) {
        if (!closed && underWay.compareAndSet(false, true)) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            connecting.run();
                        } finally {
                            underWay.set(false);
                        }
                    },
                    "ai-streaming-redis-connect");
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (Throwable e) { // no thread is available: the next beat tries again
                underWay.set(false);
                throw e;
            }
        }
    }

    /** Waits for the first attempt to connect, but not longer than the given duration. */
    void awaitFirstAttempt(Duration patience) throws InterruptedException {
        if (tried.getCount() > 0) {
            tried.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Connects. May block.
     *
     * @param prepare prepares the connections before any other use of them
     * @return whether it has succeeded
     */
    boolean connect(Consumer<RedisConnections> prepare) {
        try {
            RedisConnections connections = RedisConnections.open(client.get());
            try {
                prepare.accept(connections);
            } catch (RuntimeException e) {
                Replies.ignore(connections.close());
                throw e;
            }
            current.set(connections);
            if (closed) {
                Replies.ignore(disconnect());
                return false;
            }
            outages.redisAnswers();
            return true;
        } catch (RuntimeException e) {
            if (!closed) {
                outages.redisFails(e);
            }
            return false;
        } finally {
            tried.countDown();
        }
    }

    /** Replaces the connection for writing. May block. Closes all connections if that fails. */
    void renewWrites(RedisConnections broken) {
        try {
            RedisConnections renewed = broken.withNewWrites(client.get());
            if (!current.compareAndSet(broken, renewed)) {
                Replies.ignore(renewed.writes().close()); // closed meanwhile, together with the other two
            }
        } catch (RuntimeException e) {
            if (current.compareAndSet(broken, null)) {
                outages.redisFails(e);
                Replies.ignore(broken.close());
            }
        }
    }

    /** Disconnects because Redis does not answer as it should. Redis is not asked until the next {@link #connect}. */
    void giveUp(Throwable reason) {
        outages.redisFails(reason);
        Replies.ignore(disconnect());
    }

    /** Disconnects for good. */
    CompletableFuture<Void> close() {
        closed = true;
        return disconnect();
    }

    /** Disconnects until the next {@link #connect}. */
    CompletableFuture<Void> disconnect() {
        RedisConnections connections = current.getAndSet(null);
        return connections == null ? CompletableFuture.completedFuture(null) : connections.close();
    }

    /** Sends a command and returns its answer. Fails at once while Redis is away. */
    <T> CompletableFuture<T> ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        CompletableFuture<T> answer = askLater(command);
        flush();
        return answer;
    }

    /** Like {@link #ask}, but the command is sent with the next {@link #flush}. */
    <T> CompletableFuture<T> askLater(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        RedisConnections connections = current.get();
        return connections == null
                ? CompletableFuture.failedFuture(new RedisException("not connected"))
                : connections.reads().ask(command);
    }

    void flush() {
        RedisConnections connections = current.get();
        if (connections != null) {
            connections.reads().flush();
        }
    }
}
