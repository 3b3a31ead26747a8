package dev.aistreaming.spring.redis;

import dev.aistreaming.store.InMemoryStreamStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The streams that this instance writes, until Redis has them completely or certainly never will. In the latter case they are deleted
 * from Redis, so that nobody waits for the rest.
 */
final class OutgoingStreams {

    /** How long a reading instance counts. It repeats its message more often than this. */
    static final long HEARD_FOR = Duration.ofSeconds(7).toNanos();

    /** The maximum number of streams to remember that could not be deleted yet; Redis expires the others by itself. */
    private static final int MAX_UNDELETED = 10_000;

    private final long maxStreamBytes;
    private final StreamWriter writer;
    private final Outages outages;
    private final InMemoryStreamStore memory;
    private final Map<String, OutgoingStream> streams = new ConcurrentHashMap<>();
    private final Set<StreamPlace> undeleted = ConcurrentHashMap.newKeySet();
    private final Set<StreamPlace> undeletedHeads = ConcurrentHashMap.newKeySet();
    private final Set<String> requestsOver = ConcurrentHashMap.newKeySet();

    // used by the sending thread only
    private long keptAt = System.nanoTime();

    /**
     * Creates an instance without streams.
     *
     * @param maxStreamBytes the maximum length of a stream that is kept
     * @param memory the store from which this instance's readers read
     */
    OutgoingStreams(long maxStreamBytes, StreamWriter writer, Outages outages, InMemoryStreamStore memory) {
        this.maxStreamBytes = maxStreamBytes;
        this.writer = writer;
        this.outages = outages;
        this.memory = memory;
    }

    void add(OutgoingStream stream) {
        streams.put(stream.id(), stream);
    }

    Collection<OutgoingStream> all() {
        return streams.values();
    }

    /** Handles a message from an instance that has readers. */
    void handle(ControlMessage message, Consumer<String> sayGrown) {
        long until = System.nanoTime() + HEARD_FOR;
        for (String id : message.streamIds()) {
            OutgoingStream stream = streams.get(id);
            if (stream != null && !stream.hasEnded()) {
                Audience audience = stream.audience();
                switch (message.kind()) {
                    case STOP -> audience.stop();
                    case LEFT -> audience.leftElsewhere(message.sender());
                    case READS -> {
                        if (audience.readElsewhere(message.sender(), until)) {
                            sayGrown.accept(id); // earlier announcements may have been missed
                        }
                    }
                }
            }
        }
    }

    /** Passes a message of another instance to a stream. Returns whether the stream has accepted it. */
    boolean tell(String streamId, String text) {
        OutgoingStream stream = streams.get(streamId);
        return stream != null && !stream.hasEnded() && stream.audience().told(text);
    }

    void forgetSilentReaders() {
        long now = System.nanoTime();
        streams.values().forEach(stream -> stream.audience().expire(now));
    }

    /** Checks the length of a stream. If it is too long to be kept, it is copied only for readers that exist already. */
    void checkLength(OutgoingStream stream) {
        if (stream.bytes() <= maxStreamBytes) {
            return;
        }
        if (!stream.audience().isReadElsewhere()) {
            giveUp(stream); // this instance cannot keep it either, which has been logged
        } else if (stream.closeToOthers()) {
            undeletedHeads.add(stream.place());
        }
    }

    /** Called when Redis could not take a stream, with the reason. */
    void lose(OutgoingStream stream, String why) {
        if (giveUp(stream)) {
            outages.add(why);
        }
    }

    private boolean giveUp(OutgoingStream stream) {
        boolean first = stream.lose();
        if (first && undeleted.size() < MAX_UNDELETED) {
            undeleted.add(stream.place());
        }
        forgetEnded(stream);
        return first;
    }

    /**
     * Called when another instance has ended the stream because it considered this one dead.
     *
     * @param goesOn whether another instance continues the stream; if so, what is here differs from what others read under its id
     */
    void leaveToOthers(OutgoingStream stream, boolean goesOn) {
        if (stream.lose()) {
            if (goesOn) {
                memory.leave(stream.id());
            }
            outages.add("this instance was away for too long");
            stream.audience().stop();
        }
        forgetEnded(stream);
    }

    /** Forgets a stream that is no longer copied, if it has ended. Until then, its readers on other instances still matter. */
    void forgetEnded(OutgoingStream stream) {
        if (stream.hasEnded()) {
            streams.remove(stream.id(), stream); // this instance may have continued it since
        }
    }

    /** Called when Redis has the complete stream. */
    void finish(OutgoingStream stream) {
        stream.close();
        streams.remove(stream.id(), stream);
        if (stream.isRestartable()) {
            requestsOver.add(stream.id()); // not before Redis has accepted the end: a successor may need it
        }
    }

    /**
     * Extends what Redis must keep, and deletes what it must not. Everything that was sent of the latter was sent over the same
     * connection.
     */
    void lookAfter(RedisConnection writes) {
        each(requestsOver, id -> writer.deleteRequest(id, writes));
        each(undeletedHeads, place -> writer.deleteHead(place, writes));
        each(undeleted, place -> writer.delete(place, writes));
        long now = System.nanoTime();
        if (now - keptAt > writer.liveFor().toNanos() / 3) {
            keptAt = now;
            streams.values().stream().filter(stream -> !stream.hasEnded()).forEach(stream -> keep(stream, writes));
        }
    }

    private void keep(OutgoingStream stream, RedisConnection writes) {
        writer.keep(stream.head(), stream.place(), writes);
        if (stream.isRestartable()) {
            writer.keepRequest(stream.id(), writes);
        }
    }

    private static <T> void each(Set<T> all, Function<T, CompletableFuture<Long>> delete) {
        for (T each : List.copyOf(all)) {
            all.remove(each);
            Replies.then(delete.apply(each), (count, failure) -> {
                if (failure != null) {
                    all.add(each);
                }
            });
        }
    }

    /** Seals all open streams. */
    void seal(RedisConnection writes) {
        List<String> cut = new ArrayList<>();
        for (OutgoingStream stream : streams.values()) {
            if (!stream.hasEnded() && stream.lose()) {
                writer.seal(stream.place(), writes);
                cut.add(stream.id());
            }
            if (stream.isRestartable()) {
                Replies.ignore(writer.deleteRequestIfOver(stream.place(), writes));
            }
        }
        requestsOver.forEach(id -> Replies.ignore(writer.deleteRequest(id, writes)));
        writer.sayGrown(cut, writes);
    }
}
