package dev.aistreaming.spring.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One connection, and whether it answers. */
final class RedisConnection {

    /** How many looks in a row must find no answer at all. Looks and not time, for while we are asleep nobody can answer. */
    private static final int PATIENCE = 4;

    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    // of the thread that looks
    private long answeredBefore;
    private int looksWithoutAnswer;

    RedisConnection(StatefulConnection<String, byte[]> connection, RedisClusterAsyncCommands<String, byte[]> commands) {
        this.connection = connection;
        this.commands = commands;
    }

    /** Sends a command whose answer nobody needs. */
    <T> void send(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        Replies.ignore(ask(command));
    }

    /** Sends a command, or has it sent with the next {@link #flush}, and waits for nothing. */
    <T> CompletableFuture<T> ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        asked.incrementAndGet();
        CompletableFuture<T> answer;
        try {
            answer = command.apply(commands).toCompletableFuture();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((value, failure) -> answered.incrementAndGet());
    }

    /** From now on commands wait for {@link #flush}. */
    void collect() {
        connection.setAutoFlushCommands(false);
    }

    /**
     * From now on a connection that breaks stays broken, and all that is not answered fails. Lettuce would connect again and
     * send it once more, but for the one command that has met the failure: what followed it would arrive without it.
     */
    void sendOnce() {
        connection.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
                Replies.ignore(close());
            }
        });
    }

    boolean isClosed() {
        return closed.get();
    }

    void flush() {
        connection.flushCommands();
    }

    /** Whether nothing at all has come for several looks, though something was asked. One thread looks, at equal intervals. */
    boolean isSilent() {
        long now = answered.get();
        boolean waits = asked.get() > now;
        looksWithoutAnswer = waits && now == answeredBefore ? looksWithoutAnswer + 1 : 0;
        answeredBefore = now;
        return looksWithoutAnswer >= PATIENCE;
    }

    /** What was asked and is not answered fails. */
    CompletableFuture<Void> close() {
        return closed.compareAndSet(false, true) ? connection.closeAsync() : CompletableFuture.completedFuture(null);
    }
}
