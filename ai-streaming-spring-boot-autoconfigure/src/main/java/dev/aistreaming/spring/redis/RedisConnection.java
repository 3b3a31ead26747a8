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

/** One connection, and whether it answers. */
final class RedisConnection {

    /** How many looks in a row must find no answer at all. Looks and not time, for while we are asleep nobody can answer. */
    private static final int PATIENCE = 4;

    /** After how many looks an answer must have come, though others have: of a cluster, one node may be silent. */
    private static final int PATIENCE_WITH_ONE = 8;

    private final StatefulConnection<String, byte[]> connection;
    private final RedisClusterAsyncCommands<String, byte[]> commands;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** How many of those asked since the last look are unanswered. */
    private volatile AtomicInteger unanswered = new AtomicInteger();

    // of the thread that looks
    private final Deque<AtomicInteger> unansweredBefore = new ArrayDeque<>();
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
        if (!isClosed()) { // what was asked fails then
            connection.flushCommands();
        }
    }

    /**
     * Whether nothing at all has come for several looks, though something was asked, or one answer for many. One thread looks, at
     * equal intervals. A closed one is not silent: what was asked while it broke may never be answered, and a new one is being made.
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

    /** What was asked and is not answered fails. */
    CompletableFuture<Void> close() {
        return closed.compareAndSet(false, true) ? connection.closeAsync() : CompletableFuture.completedFuture(null);
    }
}
