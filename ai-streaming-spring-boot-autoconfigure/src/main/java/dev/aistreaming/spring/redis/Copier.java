package dev.aistreaming.spring.redis;

import dev.aistreaming.resume.StreamChunk;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what streams append to Redis. Who appends leaves a chunk in the queue and goes on; one task sends what waits, for all
 * streams at a time, and says on a channel which streams have grown.
 */
final class Copier {

    private static final Logger log = LoggerFactory.getLogger(Copier.class);

    /** How much may wait for Redis or its answer. What comes on top is not copied, and neither is the rest of its stream. */
    static final long MAX_WAITING = 16L << 20;

    /** A batch leaves at once, but not sooner than this after the one before. */
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(2);

    private static final Duration MIN_LIVE_FOR = Duration.ofMinutes(1);

    private static final int OVERHEAD = 200;

    private final String instance;
    private final RedisLink link;
    private final ScheduledExecutorService executor;
    private final Duration retention;
    private final Duration liveFor;
    private final long maxEntries;
    private final Losses losses;
    private final Queue<Piece> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long sentAt = System.nanoTime() - PACE;

    /** Who is told that a chunk could not be copied. On any thread; must not wait for anything. */
    interface Losses {
        /** The stream is no longer copied, for this reason. */
        void lost(StreamCopy copy, String why);

        /** Redis has refused the chunk's number. */
        void refused(StreamCopy copy);
    }

    /**
     * A chunk on its way.
     *
     * @param chunk {@code null} for the head of the stream, which comes before the first
     */
    private record Piece(StreamCopy copy, @Nullable StreamChunk chunk) {
        int size() {
            return OVERHEAD + (chunk == null ? 0 : chunk.events().length);
        }
    }

    /** @param maxEntries more than any stream within its limits has; beyond it, Redis drops the oldest */
    Copier(
            String instance,
            RedisLink link,
            ScheduledExecutorService executor,
            Duration retention,
            long maxEntries,
            Losses losses) {
        this.instance = instance;
        this.link = link;
        this.executor = executor;
        this.retention = retention;
        this.liveFor = retention.compareTo(MIN_LIVE_FOR) < 0 ? MIN_LIVE_FOR : retention;
        this.maxEntries = maxEntries;
        this.losses = losses;
    }

    void add(StreamCopy copy, @Nullable StreamChunk chunk) {
        Piece piece = new Piece(copy, chunk);
        if (waiting.addAndGet(piece.size()) > MAX_WAITING) {
            waiting.addAndGet(-piece.size());
            losses.lost(copy, "more than " + (MAX_WAITING >> 20) + " MiB wait for it");
            return;
        }
        queue.add(piece);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            long delay = PACE - (System.nanoTime() - sentAt);
            Answers.ignore(executor.schedule(this::sendQueued, delay, TimeUnit.NANOSECONDS));
        }
    }

    private void sendQueued() {
        try {
            send();
        } catch (RuntimeException e) {
            log.error("Copying AI streams to Redis failed", e);
        }
    }

    /** Sends what waits. One thread at a time. */
    void send() {
        sentAt = System.nanoTime();
        scheduled.set(false); // first, so that whoever comes too late for this batch asks for another
        Connections connections = link.current();
        Set<String> grown = new LinkedHashSet<>();
        for (Piece piece = queue.poll(); piece != null; piece = queue.poll()) {
            if (connections == null) {
                losses.lost(piece.copy(), "it does not answer");
            }
            if (connections == null || piece.copy().isLost()) {
                waiting.addAndGet(-piece.size());
            } else {
                send(piece, connections.writes());
                grown.add(piece.copy().id());
            }
        }
        if (connections != null) {
            sayGrown(grown, connections.writes());
        }
    }

    /** Says so to whoever reads these streams elsewhere, when they get what was sent before. */
    void sayGrown(Collection<String> streamIds, Line writes) {
        if (!streamIds.isEmpty()) {
            byte[] ids = ControlMessage.encodeIds(streamIds);
            writes.send(commands -> commands.publish(Keys.appended(instance), ids));
            writes.flush();
        }
    }

    private void send(Piece piece, Line writes) {
        String key = Keys.stream(piece.copy().id());
        StreamChunk chunk = piece.chunk();
        if (chunk == null) {
            Object[] head = Entries.head(instance, piece.copy().owner());
            follow(piece, writes.ask(commands -> commands.xadd(key, new XAddArgs().id(Entries.HEAD), head)));
        } else {
            XAddArgs args = new XAddArgs()
                    .id(Entries.id(chunk.lastEvent()))
                    .nomkstream()
                    .maxlen(maxEntries)
                    .approximateTrimming();
            follow(piece, writes.ask(commands -> commands.xadd(key, args, Entries.chunk(chunk))));
        }
        if (chunk == null) {
            expireLive(key, writes);
        } else if (chunk.end()) {
            writes.send(commands -> commands.pexpire(key, retention.toMillis()));
        }
    }

    /** A stream that has not ended is kept until nobody has said so again. */
    void expireLive(String key, Line writes) {
        writes.send(commands -> commands.pexpire(key, liveFor.toMillis()));
    }

    /** How often that has to be said. */
    Duration liveFor() {
        return liveFor;
    }

    private void follow(Piece piece, CompletableFuture<String> answer) {
        Answers.then(answer, (id, failure) -> {
            waiting.addAndGet(-piece.size());
            if (isIdRefused(failure)) {
                losses.refused(piece.copy());
            } else if (failure != null) {
                losses.lost(piece.copy(), String.valueOf(failure.getMessage()));
            } else if (id == null) {
                losses.lost(piece.copy(), "it has lost what it had");
            }
        });
    }

    private static boolean isIdRefused(@Nullable Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).contains("equal or smaller");
    }
}
