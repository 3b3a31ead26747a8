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
 * Carries what streams append to Redis. Who appends leaves word that there is more, and goes on; one thread takes from the
 * memory what has come and sends it, for all streams at a time. One batch is on the way at a time: where Redis or this instance
 * is slow, the next one has the more in it, what is of one stream in one entry, and costs the less.
 *
 * <p>Where Redis does not say that it has what was sent, it is asked what it has, and gets the rest. Mostly a connection has
 * broken; but perhaps Redis has lost its data, or somebody took this instance for dead.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    /** A batch leaves at once, but not sooner than this after the one before. */
    private static final long PACE = TimeUnit.MILLISECONDS.toNanos(2);

    /** How often in a row something is sent that Redis does not take. */
    private static final int MAX_ATTEMPTS = 10;

    private final RedisLink link;
    private final OutgoingStreams streams;
    private final StreamWriter writer;
    private final ScheduledExecutorService executor;
    private final Queue<OutgoingStream> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<String> begunToBeRead = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile long sentAt = System.nanoTime() - PACE;

    // of the thread that sends
    private final Set<OutgoingStream> doubtful = new LinkedHashSet<>();
    private @Nullable Batch onTheWay;
    private @Nullable RedisConnection used;

    /**
     * Nothing waits.
     *
     * @param executor one thread, which sends
     */
    Outbox(RedisLink link, OutgoingStreams streams, StreamWriter writer, ScheduledExecutorService executor) {
        this.link = link;
        this.streams = streams;
        this.writer = writer;
        this.executor = executor;
    }

    /** A new stream. On any thread. */
    void begin(OutgoingStream stream) {
        streams.add(stream);
        add(stream);
    }

    /** There is more of a stream. On any thread. */
    void add(OutgoingStream stream) {
        if (stream.beginWaiting()) {
            waiting.add(stream);
            schedule();
        }
    }

    /** Says that a stream has grown with the next batch, and sees to it that there is one. */
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
        scheduled.set(false); // first, so that whoever comes too late for this batch asks for another
        try {
            if (onTheWay == null) { // else it is sent when that has arrived, with what has come by then
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

    /** A fault costs this stream its copy and no other stream anything. Returns whether something was sent. */
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

    /** Looks after the copies where Redis answers. On the thread that sends. */
    void tick(RedisConnection writes) {
        if (onTheWay != null && onTheWay.over() != writes) {
            onTheWay.lose(); // nothing more comes over that one
        }
        streams.lookAfter(writes);
        use(writes);
        ask(writes);
        writes.flush();
    }

    /**
     * Over a new connection nothing is certain, also of what was confirmed: in a cluster, a replica that was behind may have taken
     * over. Returns whether it is a new one.
     */
    private boolean use(RedisConnection writes) {
        boolean isNew = writes != used;
        if (isNew) {
            used = writes;
            streams.all().stream().filter(OutgoingStream::isBegun).forEach(stream -> doubt(stream, "connection lost"));
        }
        return isNew;
    }

    /**
     * Asks what Redis has of streams of which that is not known, over the same connection, so that the answer counts all that
     * was sent before.
     */
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

    /** Redis is away: what the memory drops by then is lost. On the thread that sends. */
    void loseWhatIsForgotten() {
        for (OutgoingStream stream : List.copyOf(doubtful)) {
            if (stream.isForgottenHere()) {
                doubtful.remove(stream);
                streams.lose(stream, "it was away for longer than this instance keeps it");
            }
        }
    }

    /** Sends what waits, all of it, and ends what has not ended. On the thread that sends. */
    void close(RedisConnection writes) {
        for (OutgoingStream stream : streams.all()) {
            while (sendOrLose(stream, writes, new ArrayList<>())) {
                log.trace("{} may have more", stream);
            }
        }
        streams.seal(writes);
        writes.flush();
    }

    /** What is on its way. */
    private record Batch(List<Sent> sent, RedisConnection over) {

        void lose() {
            sent.forEach(each -> each.answer().completeExceptionally(new RedisException("connection lost")));
        }
    }
}
