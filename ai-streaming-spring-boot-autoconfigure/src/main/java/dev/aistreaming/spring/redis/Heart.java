package dev.aistreaming.spring.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single thread of a store. At every beat, it renews the lease of this instance, checks whether Redis and the other instances
 * respond, and reconnects if Redis did not answer.
 */
final class Heart {

    private static final Logger log = LoggerFactory.getLogger(Heart.class);

    private static final Duration BEAT = Duration.ofMillis(500);

    /**
     * The duration of the lease, for which other instances consider this one alive without renewal. The whole process may pause for that
     * long less one beat. A reader detects a dead instance within this duration and two more beats, which leaves one second of the
     * guaranteed five.
     */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long readers wait for Redis when it does not answer. */
    private static final Duration READERS_PATIENCE = Duration.ofSeconds(5);

    private final String instance;
    private final RedisLink link;
    private final Outages outages;
    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Throwable leaseFailure;
    private volatile boolean resting;

    // used by this thread only
    private long beats;
    private long awaySince = System.nanoTime();

    Heart(String instance, RedisLink link, Outages outages) {
        this.instance = instance;
        this.link = link;
        this.outages = outages;
        ClassLoader loader =
                Thread.currentThread().getContextClassLoader(); // not that of the code that needs the thread first
        this.executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ai-streaming-redis");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // after the end, nothing remains to be done for streams that continue
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Returns the executor of the thread. Tasks must not block. */
    ScheduledExecutorService executor() {
        return executor;
    }

    void start(Outbox outbox, OutgoingStreams streams, Followers followers) {
        Replies.ignore(executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        beat(outbox, streams, followers);
                    } catch (Throwable e) {
                        log.error("Looking after AI streams in Redis failed", e);
                    }
                },
                0,
                BEAT.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private void beat(Outbox outbox, OutgoingStreams streams, Followers followers) {
        if (resting) {
            return;
        }
        beats++;
        if (beats % 2 == 0) {
            streams.forgetSilentReaders();
        }
        RedisConnections connections = link.current();
        if (connections == null) {
            outbox.loseWhatIsForgotten();
            comeBack(followers);
            return;
        }
        awaySince = System.nanoTime();
        boolean broken = connections.writes().isClosed();
        if (broken) {
            leaseFailure = null; // it was sent over the broken connection
        }
        if (connections.areSilent() || leaseFailure != null) {
            Throwable failure = leaseFailure;
            link.giveUp(failure == null ? new RedisException("no answer") : failure);
        } else if (broken) {
            link.attempt(() -> link.renewWrites(connections));
            Replies.ignore(keepLease(connections.reads())); // so that others do not consider this instance dead
            lookAfter(followers);
        } else {
            Replies.ignore(keepLease(connections.writes()));
            outbox.tick(connections.writes());
            lookAfter(followers);
        }
    }

    private void lookAfter(Followers followers) {
        followers.lookAfterProducers();
        if (beats % 2 == 0) {
            followers.lookAfterStreams();
        }
        if (beats % 4 == 0) {
            followers.announce();
        }
        outages.report();
    }

    private void comeBack(Followers followers) {
        if (System.nanoTime() - awaySince > READERS_PATIENCE.toNanos()) {
            followers.giveUp();
        }
        link.attempt(() -> connect(followers));
    }

    private void connect(Followers followers) {
        boolean back = link.connect(connections -> {
            leaseFailure = null;
            await(keepLease(connections.writes()));
            followers.connecting(connections);
        });
        if (back && resting) {
            Replies.ignore(link.disconnect());
        } else if (back) {
            executor.execute(followers::connected);
        }
    }

    private CompletableFuture<String> keepLease(RedisConnection connection) {
        byte[] nothing = {};
        CompletableFuture<String> lease = connection
                .ask(commands -> commands.set(Keys.lease(instance), nothing, SetArgs.Builder.px(LEASE)))
                .whenComplete((ok, failure) -> {
                    if (failure != null && !connection.isClosed()) {
                        leaseFailure = failure;
                    }
                });
        connection.flush();
        return lease;
    }

    private static void await(CompletableFuture<?> answer) {
        try {
            answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException(e);
        } catch (ExecutionException e) {
            throw new RedisException(e.getCause());
        } catch (TimeoutException e) {
            throw new RedisException("no answer", e);
        }
    }

    /** Resumes the beats after {@link #rest}. */
    void goOn() {
        resting = false;
    }

    /** Ends all open streams in Redis and disconnects. Takes no longer than the time that Redis has to answer. */
    void rest(Outbox outbox) {
        resting = true;
        if (!executor.isShutdown()) {
            tryTo(CompletableFuture.runAsync(() -> leave(outbox), executor));
            tryTo(link.disconnect());
        }
    }

    /** Stops the thread. */
    void close(Outbox outbox) {
        rest(outbox);
        executor.shutdownNow();
        tryTo(link.close());
    }

    private static void tryTo(CompletableFuture<?> end) {
        try {
            await(end);
        } catch (RedisException e) {
            log.debug("Others will find out by themselves that this instance is gone", e);
        }
    }

    private void leave(Outbox outbox) {
        RedisConnections connections = link.current();
        if (connections != null) {
            outbox.close(connections.writes());
            CompletableFuture<Long> last = connections.writes().ask(commands -> commands.del(Keys.lease(instance)));
            connections.writes().flush();
            await(last);
        }
    }
}
