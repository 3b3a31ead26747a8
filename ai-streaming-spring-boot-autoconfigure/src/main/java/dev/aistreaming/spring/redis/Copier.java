package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * Carries what streams append to Redis. Who appends leaves a piece in the queue and goes on; one task sends what waits, for all
 * streams at a time. One batch is on the way at a time: where Redis or this instance is slow, the next one has the more in it,
 * what is of one stream in one entry, and costs the less.
 */
final class Copier {

    private static final Logger log = LoggerFactory.getLogger(Copier.class);

    /** How much may wait for Redis or its answer. A stream that would add to that is no longer copied. */
    static final long MAX_WAITING = 16L << 20;

    /** A batch leaves at once, but not sooner than this after the one before. */
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(2);

    private final RedisLink link;
    private final Sender sender;
    private final Repairs repairs;
    private final Losses losses;
    private final ScheduledExecutorService executor;
    private final Queue<Piece> queue = new ConcurrentLinkedQueue<>();
    private final Queue<String> begunToBeRead = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long sentAt = System.nanoTime() - PACE;

    // of the thread that sends
    private boolean onTheWay;

    Copier(RedisLink link, Sender sender, Repairs repairs, Losses losses, ScheduledExecutorService executor) {
        this.link = link;
        this.sender = sender;
        this.repairs = repairs;
        this.losses = losses;
        this.executor = executor;
    }

    /**
     * Takes a chunk, if there is room.
     *
     * @param chunk {@code null} for the head
     * @return whether there was room
     */
    boolean add(StreamCopy copy, @Nullable StreamChunk chunk) {
        if (waiting.get() > MAX_WAITING) {
            return false;
        }
        queue.add(new Piece(copy, chunk, waiting));
        schedule();
        return true;
    }

    /** Says that a stream has grown with the next batch, and sees to it that there is one. */
    void sayGrown(String streamId) {
        begunToBeRead.add(streamId);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            long delay = PACE - (System.nanoTime() - sentAt);
            Answers.ignore(executor.schedule(this::trySend, delay, TimeUnit.NANOSECONDS));
        }
    }

    private void trySend() {
        try {
            sendNext();
        } catch (RuntimeException e) {
            log.error("Copying AI streams to Redis failed", e);
        }
    }

    /** Sends what waits, unless something is on the way: then it is sent when that has arrived, with what has come by then. */
    private void sendNext() {
        scheduled.set(false); // first, so that whoever comes too late for this batch asks for another
        if (!onTheWay) {
            send();
        }
    }

    /** Sends what waits, all of it. */
    void send() {
        sentAt = System.nanoTime();
        Connections connections = link.current();
        Set<String> grown = new LinkedHashSet<>();
        CompletableFuture<String> last = null;
        for (Map.Entry<StreamCopy, List<Piece>> waits : takeAll().entrySet()) {
            StreamCopy copy = waits.getKey();
            CompletableFuture<String> answer = sendOrLose(copy, waits.getValue(), connections);
            if (answer != null) {
                last = answer;
                if (copy.audience().isReadElsewhere()) {
                    grown.add(copy.id());
                }
            }
        }
        for (String id = begunToBeRead.poll(); id != null; id = begunToBeRead.poll()) {
            grown.add(id);
        }
        if (connections != null) {
            sender.sayGrown(grown, connections.writes());
            connections.writes().flush();
        }
        if (last != null) {
            onTheWay = true;
            Answers.then(last, (id, failure) -> executor.execute(this::arrived));
        }
    }

    /** A fault costs this stream its copy, which would have a gap from now on, and no other stream anything. */
    private @Nullable CompletableFuture<String> sendOrLose(
            StreamCopy copy, List<Piece> waits, @Nullable Connections connections) {
        try {
            return send(copy, waits, connections);
        } catch (RuntimeException e) {
            log.error("Copying an AI stream to Redis failed", e);
            losses.lose(copy, "copying it failed");
            return null;
        }
    }

    /** Returns the answer to the last piece, or {@code null} where nothing is sent for now. */
    private @Nullable CompletableFuture<String> send(
            StreamCopy copy, List<Piece> waits, @Nullable Connections connections) {
        List<Piece> pieces = Piece.join(waits);
        pieces.forEach(copy.transfer()::add);
        if (connections == null) {
            repairs.add(copy, "it does not answer");
            return null;
        }
        CompletableFuture<String> last = null;
        if (copy.transfer().broken() == null) {
            for (Piece piece : pieces) {
                last = sender.send(piece, connections.writes());
            }
        }
        return last;
    }

    private Map<StreamCopy, List<Piece>> takeAll() {
        Map<StreamCopy, List<Piece>> byStream = new LinkedHashMap<>();
        for (Piece piece = queue.poll(); piece != null; piece = queue.poll()) {
            if (piece.copy().isLost()) {
                piece.settle();
            } else {
                byStream.computeIfAbsent(piece.copy(), copy -> new ArrayList<>(1))
                        .add(piece);
            }
        }
        return byStream;
    }

    private void arrived() {
        onTheWay = false;
        if (!queue.isEmpty() || !begunToBeRead.isEmpty()) {
            schedule();
        }
    }
}
