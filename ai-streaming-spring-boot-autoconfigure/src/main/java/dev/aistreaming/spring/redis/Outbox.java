package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.spring.redis.OutgoingStream.Sent;
import dev.aistreaming.spring.redis.OutgoingStream.State;
import io.lettuce.core.RedisException;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies to Redis what streams append. The appending thread only leaves a notice and continues. A single thread takes the new chunks from
 * memory and sends them for all streams. Only one batch is on its way at a time: if Redis or this instance is slow, the next batch is
 * larger, with one entry per stream, and therefore cheaper per event.
 *
 * <p>If Redis does not confirm a batch, it is asked what it has, and gets the rest. Usually, the connection has broken; but Redis may
 * also have lost its data, or another instance may have considered this one dead.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** The minimum interval between batches. Otherwise, a batch is sent at once. */
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(2);

    /** How many times in a row something that Redis does not accept is sent. */
    private static final int MAX_ATTEMPTS = 10;

    private final RedisLink link;
    private final OutgoingStreams streams;
    private final StreamWriter writer;
    private final ScheduledExecutorService executor;
    private final Queue<OutgoingStream> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> begunToBeRead = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long sentAt = System.nanoTime() - PACE;

    // used by the sending thread only
    private final Set<OutgoingStream> doubtful = new LinkedHashSet<>();
    private @Nullable Batch onTheWay;
    private @Nullable RedisConnection used;

    /**
     * Creates an empty outbox.
     *
     * @param executor a single thread, which sends
     */
    Outbox(RedisLink link, OutgoingStreams streams, StreamWriter writer, ScheduledExecutorService executor) {
        this.link = link;
        this.streams = streams;
        this.writer = writer;
        this.executor = executor;
    }

    /** Adds a new stream. May be called from any thread. */
    void begin(OutgoingStream stream) {
        streams.add(stream);
        add(stream);
    }

    /** Called when a stream has more to send. May be called from any thread. */
    void add(OutgoingStream stream) {
        if (stream.beginWaiting()) {
            waiting.add(stream);
            schedule();
        }
    }

    /** Announces with the next batch that a stream has grown, and schedules that batch. */
    void sayGrown(String streamId) {
        begunToBeRead.add(streamId);
        schedule();
    }

    private void schedule() {
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            long delay = PACE - (System.nanoTime() - sentAt);
            Replies.ignore(executor.schedule(this::trySend, delay, TimeUnit.NANOSECONDS));
        }
    }

    private void trySend() {
        scheduled.set(false); // first, so that a notice that is too late for this batch schedules another
        try {
            if (onTheWay == null) { // otherwise it is sent once the current batch has arrived
                send();
            }
        } catch (Throwable e) {
            log.error("Copying AI streams to Redis failed", e);
        }
    }

    private void send() {
        sentAt = System.nanoTime();
        RedisConnections connections = link.current();
        RedisConnection writes = connections == null ? null : connections.writes();
        if (writes != null && use(writes)) {
            ask(writes);
        }
        List<Sent> batch = new ArrayList<>();
        Set<String> grown = new LinkedHashSet<>();
        for (OutgoingStream stream = waiting.poll(); stream != null; stream = waiting.poll()) {
            if (sendOrLose(stream, writes, batch) && stream.audience().isReadElsewhere()) {
                grown.add(stream.id());
            }
        }
        for (String id = begunToBeRead.poll(); id != null; id = begunToBeRead.poll()) {
            grown.add(id);
        }
        if (writes == null) {
            return;
        }
        writer.sayGrown(grown, writes);
        if (!batch.isEmpty()) {
            onTheWay = new Batch(batch, writes);
            CompletableFuture<?>[] answers = batch.stream().map(Sent::answer).toArray(CompletableFuture[]::new);
            Replies.then(CompletableFuture.allOf(answers), (all, failure) -> executor.execute(() -> arrived(batch)));
        }
        writes.flush();
    }

    /** Sends one stream. A fault costs this stream its copy and affects no other stream. Returns whether something was sent. */
    private boolean sendOrLose(OutgoingStream stream, @Nullable RedisConnection writes, List<Sent> batch) {
        stream.endWaiting();
        try {
            return send(stream, writes, batch);
        } catch (AiException e) {
            streams.lose(stream, "more of it waits for Redis than this instance keeps");
        } catch (Throwable e) {
            log.error("Copying an AI stream to Redis failed", e);
            streams.lose(stream, "copying it failed");
        }
        return false;
    }

    private boolean send(OutgoingStream stream, @Nullable RedisConnection writes, List<Sent> batch) {
        streams.checkLength(stream);
        if (stream.state() == State.LOST) {
            streams.forgetEnded(stream);
            return false;
        }
        if (writes == null) {
            doubt(stream, "it does not answer");
            return false;
        }
        return stream.state() == State.COPYING && stream.send(writer, writes, batch);
    }

    private void arrived(List<Sent> batch) {
        onTheWay = null;
        for (Sent sent : batch) {
            Replies.then(sent.answer(), (id, failure) -> arrived(sent, id, failure));
        }
        if (!waiting.isEmpty() || !begunToBeRead.isEmpty()) {
            schedule();
        }
    }

    private void arrived(Sent sent, @Nullable String id, @Nullable Throwable failure) {
        OutgoingStream stream = sent.stream();
        if (stream.state() != State.COPYING) {
            return;
        }
        if (id == null) {
            doubt(stream, failure == null ? "it has lost what it had" : String.valueOf(failure.getMessage()));
            return;
        }
        stream.confirm(sent.lastEvent());
        if (stream.isCopied()) {
            streams.finish(stream);
        } else if (stream.hasMore()) {
            add(stream);
        }
    }

    private void doubt(OutgoingStream stream, String why) {
        if (stream.doubt(why)) {
            doubtful.add(stream);
        }
    }

    /** Maintains the copies while Redis answers. For the sending thread only. */
    void tick(RedisConnection writes) {
        if (onTheWay != null && onTheWay.over() != writes) {
            onTheWay.lose(); // no more answers come over that connection
        }
        streams.lookAfter(writes);
        use(writes);
        ask(writes);
        writes.flush();
    }

    /**
     * Switches to a connection. Over a new one, nothing is certain, not even what was confirmed: in a cluster, a replica that lagged
     * behind may have taken over. Returns whether the connection is new.
     */
    private boolean use(RedisConnection writes) {
        boolean isNew = writes != used;
        if (isNew) {
            used = writes;
            streams.all().stream().filter(OutgoingStream::isBegun).forEach(stream -> doubt(stream, "connection lost"));
        }
        return isNew;
    }

    /** Asks Redis what it has of the doubtful streams, over the same connection, so that the answer includes everything sent before. */
    private void ask(RedisConnection writes) {
        for (OutgoingStream stream : List.copyOf(doubtful)) {
            doubtful.remove(stream);
            if (stream.state() == State.ASKING) {
                Replies.then(
                        writer.newest(stream.place(), writes),
                        (newest, failure) -> executor.execute(() -> answered(stream, newest)));
            }
        }
    }

    private void answered(OutgoingStream stream, @Nullable List<StreamMessage<String, byte[]>> newest) {
        if (newest == null) {
            doubtful.add(stream);
        } else if (stream.state() == State.ASKING) {
            try {
                goOn(stream, newest);
            } catch (RuntimeException e) {
                log.error("An AI stream in Redis cannot be read", e);
                streams.lose(stream, "what it has cannot be read");
            }
        }
    }

    private void goOn(OutgoingStream stream, List<StreamMessage<String, byte[]>> newest) {
        boolean sealed = !newest.isEmpty() && Entries.isSeal(newest.get(0));
        int last = sealed ? 1 : 0;
        long lastEvent = newest.size() > last ? Entries.lastEvent(newest.get(last)) : OutgoingStream.NOTHING;
        boolean complete = newest.size() > last && Entries.isEnd(newest.get(last));
        if (complete) {
            streams.finish(stream);
        } else if (sealed) {
            streams.leaveToOthers(stream, Entries.next(newest.get(0)) != null);
        } else if (lastEvent == OutgoingStream.NOTHING && stream.confirmed() != OutgoingStream.NOTHING) {
            streams.lose(stream, "it has lost what it had");
        } else if (stream.attempts() >= MAX_ATTEMPTS) {
            streams.lose(stream, stream.reason());
        } else if (!stream.goOnAfter(lastEvent)) {
            streams.lose(stream, "it has missed more than this instance keeps");
        } else {
            add(stream);
            sayGrown(stream.id());
        }
    }

    /** Called while Redis is away: streams that the memory has dropped by then are lost. For the sending thread only. */
    void loseWhatIsForgotten() {
        for (OutgoingStream stream : List.copyOf(doubtful)) {
            if (stream.isForgottenHere()) {
                doubtful.remove(stream);
                streams.lose(stream, "it was away for longer than this instance keeps it");
            }
        }
    }

    /** Sends everything that waits and ends all open streams. For the sending thread only. */
    void close(RedisConnection writes) {
        for (OutgoingStream stream : streams.all()) {
            while (sendOrLose(stream, writes, new ArrayList<>())) {
                log.trace("{} may have more", stream);
            }
        }
        streams.seal(writes);
        writes.flush();
    }

    /** A batch on its way. */
    private record Batch(List<Sent> sent, RedisConnection over) {

        void lose() {
            sent.forEach(each -> each.answer().completeExceptionally(new RedisException("connection lost")));
        }
    }
}
