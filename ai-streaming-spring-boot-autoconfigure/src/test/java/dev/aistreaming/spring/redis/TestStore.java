package dev.aistreaming.spring.redis;

import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The store of one instance of an application, with a Redis client of its own. */
final class TestStore implements AutoCloseable {

    final RedisStreamStore store;
    private final AtomicLong clock = new AtomicLong();
    private final Threads threads = new Threads(Runnable::run);
    private final LettuceConnectionFactory connections;

    TestStore(TestRedis redis, StreamStoreLimits limits) {
        this(redis.connectionFactory(), limits);
    }

    TestStore(LettuceConnectionFactory connections, StreamStoreLimits limits) {
        this(connections, limits, null);
    }

    TestStore(LettuceConnectionFactory connections, StreamStoreLimits limits, @Nullable Restarts restarts) {
        this.connections = connections;
        this.store = new RedisStreamStore(
                new InMemoryStreamStore(limits, threads, clock::get), connections, limits, TestStore::ending, restarts);
    }

    static StreamChunk ending(String streamId, String format, long firstEvent) {
        String events =
                "data: interrupted in " + format + " " + firstEvent + "\n\ndata: [DONE] " + (firstEvent + 1) + "\n\n";
        return new StreamChunk(firstEvent + 1, 2, events.getBytes(StandardCharsets.UTF_8), true);
    }

    /** Lets time pass for what is kept here. */
    void pass(long nanos) {
        clock.addAndGet(nanos);
    }

    /** Redis hears no more of this instance, from one moment to the next. */
    void crash() {
        connections.destroy();
    }

    @Override
    public void close() {
        store.close();
        connections.destroy();
        threads.close();
    }
}
