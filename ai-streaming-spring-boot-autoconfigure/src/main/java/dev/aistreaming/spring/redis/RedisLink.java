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

/** The way to Redis: there, or not there and known not to be, so that nobody waits for it. */
final class RedisLink {

    private final Supplier<AbstractRedisClient> client;
    private final Outages outages;
    private final CountDownLatch tried = new CountDownLatch(1);
    private final AtomicReference<@Nullable RedisConnections> current = new AtomicReference<>();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Not connected.
     *
     * @param client not closed here
     */
    RedisLink(Supplier<AbstractRedisClient> client, Outages outages) {
        this.client = client;
        this.outages = outages;
    }

    /** The connections, or {@code null} where Redis did not answer lately. */
    @Nullable
    RedisConnections current() {
        return current.get();
    }

    /** Does what may take its time on a thread that may wait, unless such a thing is under way: where packets vanish, it takes long. */
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
            } catch (Throwable e) { // no thread to be had: the next beat tries again
                underWay.set(false);
                throw e;
            }
        }
    }

    /** Gives the first attempt to connect some time. */
    void awaitFirstAttempt(Duration patience) throws InterruptedException {
        if (tried.getCount() > 0) {
            tried.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Connects, which may take its time.
     *
     * @param prepare what has to be done before anybody else uses the connections
     * @return whether it went well
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

    /** Connects anew for writing, which may take its time; gives up all connections where that does not go well. */
    void renewWrites(RedisConnections broken) {
        try {
            RedisConnections renewed = broken.withNewWrites(client.get());
            if (!current.compareAndSet(broken, renewed)) {
                Replies.ignore(renewed.writes().close()); // given up or closed meanwhile, and the other two with it
            }
        } catch (RuntimeException e) {
            if (current.compareAndSet(broken, null)) {
                outages.redisFails(e);
                Replies.ignore(broken.close());
            }
        }
    }

    /** Redis does not answer, or not as it should: from now on it is not asked until the next {@link #connect}. */
    void giveUp(Throwable reason) {
        outages.redisFails(reason);
        Replies.ignore(disconnect());
    }

    /** For good. */
    CompletableFuture<Void> close() {
        closed = true;
        return disconnect();
    }

    /** Until the next {@link #connect}. */
    CompletableFuture<Void> disconnect() {
        RedisConnections connections = current.getAndSet(null);
        return connections == null ? CompletableFuture.completedFuture(null) : connections.close();
    }

    /** The answer to a command, which fails at once where Redis is away. */
    <T> CompletableFuture<T> ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        CompletableFuture<T> answer = askLater(command);
        flush();
        return answer;
    }

    /** Like {@link #ask}, but the command leaves with the next {@link #flush}. */
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
