package dev.aistreaming.spring.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One connection, with a check of whether it answers. */
final class RedisConnection {

    /**
     * The number of checks in a row without any answer after which the connection counts as silent. Counts checks and not time, because
     * nobody can answer while this process is suspended.
     */
    private static final int PATIENCE = 4;

    /**
     * The number of checks after which a single answer counts as missing, even if others have arrived: in a cluster, one node may be
     * silent.
     */
    private static final int PATIENCE_WITH_ONE = 8;

    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** The number of unanswered commands since the last check. */
    private volatile AtomicInteger unanswered = new AtomicInteger();

    // used by the checking thread only
    private final Deque<AtomicInteger> unansweredBefore = new ArrayDeque<>();
    private long answeredBefore;
    private int looksWithoutAnswer;

    RedisConnection(StatefulConnection<String, byte[]> connection, RedisClusterAsyncCommands<String, byte[]> commands) {
        this.connection = connection;
        this.commands = commands;
    }

    /** Sends a command whose answer is not needed. */
    <T> void send(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        Replies.ignore(ask(command));
    }

    /** Sends a command at once or with the next {@link #flush}, without blocking. */
    <T> CompletableFuture<T> ask(Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> command) {
        AtomicInteger since = unanswered;
        since.incrementAndGet();
        asked.incrementAndGet();
        CompletableFuture<T> answer;
        try {
            answer = command.apply(commands).toCompletableFuture();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((value, failure) -> {
            answered.incrementAndGet();
            since.decrementAndGet();
        });
    }

    /** Makes commands wait for {@link #flush} from now on. */
    void collect() {
        connection.setAutoFlushCommands(false);
    }

    /**
     * Makes a broken connection stay broken from now on, and everything unanswered on it fail. Otherwise Lettuce would reconnect and
     * resend the commands except the one that met the failure: the commands after that one would arrive without it.
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
        if (!isClosed()) { // on a closed connection, commands fail
            connection.flushCommands();
        }
    }

    /**
     * Whether there was no answer at all for several checks in a row despite open commands, or a single answer is missing for many
     * checks. Must be called by one thread at regular intervals. A closed connection is not silent: commands that were sent while it
     * broke may never be answered, and a new connection is being made.
     */
    boolean isSilent() {
        if (isClosed()) {
            return false;
        }
        long now = answered.get();
        boolean waits = asked.get() > now;
        looksWithoutAnswer = waits && now == answeredBefore ? looksWithoutAnswer + 1 : 0;
        answeredBefore = now;
        return looksWithoutAnswer >= PATIENCE || isOneMissing();
    }

    private boolean isOneMissing() {
        unansweredBefore.addLast(unanswered);
        unanswered = new AtomicInteger();
        return unansweredBefore.size() > PATIENCE_WITH_ONE
                && unansweredBefore.removeFirst().get() > 0;
    }

    /** Closes the connection. Unanswered commands fail. */
    CompletableFuture<Void> close() {
        return closed.compareAndSet(false, true) ? connection.closeAsync() : CompletableFuture.completedFuture(null);
    }
}
