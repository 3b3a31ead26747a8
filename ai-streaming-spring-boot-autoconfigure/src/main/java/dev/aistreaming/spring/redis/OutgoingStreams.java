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
 * The streams that this instance writes, until Redis has all of them or it is certain that it never will. Of the latter it is to
 * have nothing, so that nobody waits for their rest.
 */
final class OutgoingStreams {

    /** An instance that reads says so more often than this. */
    static final long HEARD_FOR = Duration.ofSeconds(7).toNanos();

    /** How many are remembered that could not be deleted yet; Redis itself lets the others expire. */
    private static final int MAX_UNDELETED = 10_000;

    private final long maxStreamBytes;
    private final StreamWriter writer;
    private final Outages outages;
    private final InMemoryStreamStore memory;
    private final Map<String, OutgoingStream> streams = new ConcurrentHashMap<>();
    private final Set<StreamPlace> undeleted = ConcurrentHashMap.newKeySet();
    private final Set<StreamPlace> undeletedHeads = ConcurrentHashMap.newKeySet();
    private final Set<String> requestsOver = ConcurrentHashMap.newKeySet();

    // of the thread that sends
    private long keptAt = System.nanoTime();

    /**
     * No stream yet.
     *
     * @param maxStreamBytes the longest stream that is kept
     * @param memory where they are read on this instance
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

    /** What readers elsewhere want. */
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
                            sayGrown.accept(id); // what was sent before that was known here may have been missed
                        }
                    }
                }
            }
        }
    }

    /** What another instance says to a stream; returns whether it was taken. */
    boolean tell(String streamId, String text) {
        OutgoingStream stream = streams.get(streamId);
        return stream != null && !stream.hasEnded() && stream.audience().told(text);
    }

    void forgetSilentReaders() {
        long now = System.nanoTime();
        streams.values().forEach(stream -> stream.audience().expire(now));
    }

    /** A stream that is too long to be kept is copied for those who read it already, and for nobody else. */
    void checkLength(OutgoingStream stream) {
        if (stream.bytes() <= maxStreamBytes) {
            return;
        }
        if (!stream.audience().isReadElsewhere()) {
            giveUp(stream); // no more can be kept here, either, which was logged
        } else if (stream.closeToOthers()) {
            undeletedHeads.add(stream.place());
        }
    }

    /** Redis could not take the stream, for this reason. */
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
     * Somebody else has ended the stream, taking this instance for dead.
     *
     * @param goesOn whether somebody goes on with it: then what is here is no longer what others read under its id
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

    /** Of one that is no longer copied, only readers elsewhere are of interest until it has ended. */
    void forgetEnded(OutgoingStream stream) {
        if (stream.hasEnded()) {
            streams.remove(stream.id(), stream); // this instance may have gone on with it since
        }
    }

    /** Redis has all of it. */
    void finish(OutgoingStream stream) {
        stream.close();
        streams.remove(stream.id(), stream);
        if (stream.isRestartable()) {
            requestsOver.add(stream.id()); // not sooner: an end that Redis refuses is not that of whoever goes on
        }
    }

    /** Keeps in Redis what is to be kept, and deletes what is not. What was sent of that, was sent over the same connection. */
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

    /** Ends what has not ended. */
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
