package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamReading;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The readers on this instance of streams that other instances write. The channels of those instances announce new events. Nothing is
 * polled, except that the state of a stream is checked when it has been silent.
 */
final class Followers extends RedisPubSubAdapter<String, byte[]> implements RemoteCursor.Owner {

    private final String instance;
    private final RedisLink link;
    private final StoredStreams stored;
    private final Consumer<ControlMessage> control;
    private final Questions questions;
    private final Map<String, FollowedStream> streams = new ConcurrentHashMap<>();
    private final Leases leases;

    // guarded by this
    private final Map<String, Integer> producers = new HashMap<>();

    /**
     * Creates an instance without readers.
     *
     * @param control receives the messages of other instances to this one
     * @param producers receives the messages of other instances to a stream of this one
     * @param successors handles streams whose producer is gone
     */
    Followers(
            String instance,
            RedisLink link,
            StoredStreams stored,
            Consumer<ControlMessage> control,
            BiPredicate<String, String> producers,
            Successors successors) {
        this.instance = instance;
        this.link = link;
        this.stored = stored;
        this.control = control;
        this.questions = new Questions(
                instance, producers, (other, message) -> Replies.ignore(stored.tell(Keys.control(other), message)));
        this.leases = new Leases(stored, successors);
    }

    /** Returns a reading of a stream in Redis. Opening it adds a reader. */
    StreamReading reading(String streamId, Stored found, long afterEvent) {
        return new StreamReading() {
            @Override
            public StoredStream stream() {
                return found.stream();
            }

            @Override
            public StreamCursor open(Runnable onAvailable) {
                return Followers.this.open(streamId, found, afterEvent, onAvailable);
            }
        };
    }

    private RemoteCursor open(String streamId, Stored found, long afterEvent, Runnable onAvailable) {
        RemoteCursor cursor =
                new RemoteCursor(streamId, found.stream().format(), afterEvent, onAvailable, stored, this);
        FollowedStream stream;
        synchronized (this) {
            stream = streams.computeIfAbsent(streamId, id -> new FollowedStream(id, found));
            if (stream.add(cursor) && stream.isLive()) {
                begin(stream.producer());
            }
        }
        if (stream.isLive()) {
            Replies.ignore(tell(stream.producer(), ControlMessage.Kind.READS, List.of(streamId)));
        }
        cursor.look(found);
        return cursor;
    }

    @Override
    public void closed(RemoteCursor cursor) {
        FollowedStream stream;
        synchronized (this) {
            stream = streams.get(cursor.streamId());
            if (stream == null || !stream.remove(cursor)) {
                return;
            }
            streams.remove(stream.id());
            if (stream.isLive()) {
                end(stream.producer());
            }
        }
        if (stream.isLive()) {
            Replies.ignore(tell(stream.producer(), ControlMessage.Kind.LEFT, List.of(stream.id())));
        }
    }

    @Override
    public void goesOn(String streamId, String producer, StreamPlace place) {
        synchronized (this) {
            FollowedStream stream = streams.get(streamId);
            String before = stream == null ? "" : stream.producer();
            if (stream == null || !stream.isLive() || !stream.goesOn(producer, place)) {
                return;
            }
            begin(producer);
            end(before);
        }
        Replies.ignore(tell(producer, ControlMessage.Kind.READS, List.of(streamId)));
    }

    private synchronized void begin(String producer) {
        if (producers.merge(producer, 1, Integer::sum) == 1) {
            subscribe(producer);
        }
    }

    private synchronized void end(String producer) {
        if (producers.merge(producer, -1, Integer::sum) == 0) {
            producers.remove(producer);
            unsubscribe(producer);
        }
    }

    private void subscribe(String producer) {
        RedisConnections connections = link.current();
        if (connections != null) {
            connections.subscribe(Keys.appended(producer));
        }
    }

    private void unsubscribe(String producer) {
        RedisConnections connections = link.current();
        if (connections != null) {
            connections.unsubscribe(Keys.appended(producer));
        }
    }

    private CompletableFuture<Long> tell(String producer, ControlMessage.Kind kind, List<String> streamIds) {
        return stored.tell(Keys.control(producer), new ControlMessage(kind, instance, streamIds).encode());
    }

    /** Tells a stream's producer to stop it, or ends the stream if the producer is gone. No instance can restart the stream from now on. */
    CompletableFuture<?> stop(String streamId, Stored found) {
        stored.forgetRequest(streamId);
        String producer = found.producer();
        return tell(producer, ControlMessage.Kind.STOP, List.of(streamId))
                .thenCompose(told -> told > 0
                        ? CompletableFuture.completedFuture(null)
                        : stored.isAlive(producer).thenCompose(alive -> endDead(streamId, found, alive)));
    }

    /** Returns the questions to producers. */
    Questions questions() {
        return questions;
    }

    /** Ends the stream of a dead producer. In a cluster, that a message reached nobody means only that it reached nobody on one node. */
    private CompletableFuture<?> endDead(String streamId, Stored found, boolean alive) {
        return alive
                ? CompletableFuture.completedFuture(null)
                : stored.seal(streamId, found.stream().format());
    }

    /** Prepares new connections. Must be called before any other use of them. */
    synchronized void connecting(RedisConnections connections) {
        connections.channels().addListener(this);
        connections.subscribe(Keys.control(instance));
        producers.keySet().forEach(producer -> connections.subscribe(Keys.appended(producer)));
    }

    /** Called when the connections are available to everybody. */
    void connected() {
        streams.values().forEach(FollowedStream::grown);
        stored.flush();
        announce();
    }

    @Override
    public void message(String channel, byte[] message) {
        if (channel.equals(Keys.control(instance))) {
            if (!questions.handle(message)) {
                ControlMessage.decode(message).ifPresent(control);
            }
            return;
        }
        for (String id : ControlMessage.decodeIds(message)) {
            FollowedStream stream = streams.get(id);
            if (stream != null) {
                stream.grown();
            }
        }
        stored.flush();
    }

    /** Asks for events that came before the subscription, whose announcement was missed. */
    @Override
    public void subscribed(String channel, long count) {
        streams.values().stream()
                .filter(stream -> channel.equals(Keys.appended(stream.producer())))
                .forEach(FollowedStream::grown);
        stored.flush();
    }

    /** Returns the streams that are followed here, by producer. */
    private Map<String, List<FollowedStream>> byProducer() {
        Map<String, List<FollowedStream>> byProducer = new HashMap<>();
        for (FollowedStream stream : streams.values()) {
            if (stream.isLive()) {
                byProducer
                        .computeIfAbsent(stream.producer(), producer -> new ArrayList<>())
                        .add(stream);
            }
        }
        return byProducer;
    }

    /** Checks whether the producers are still alive. */
    void lookAfterProducers() {
        leases.look(byProducer());
    }

    /** Checks the state of streams that have been silent. */
    void lookAfterStreams() {
        for (FollowedStream stream : streams.values()) {
            if (!stream.wasHeard()) {
                Replies.then(stored.lookOn(stream.id(), stream.producer(), stream.format()), (found, failure) -> {
                    if (found != null) {
                        stream.look(found);
                    }
                });
            }
        }
    }

    /** Tells the producers that their streams still have readers here. */
    void announce() {
        byProducer().forEach((producer, read) -> {
            List<String> ids = read.stream().map(FollowedStream::id).toList();
            Replies.ignore(tell(producer, ControlMessage.Kind.READS, ids));
        });
    }

    /** Fails all readers, because Redis has been unavailable for too long. */
    void giveUp() {
        streams.values().forEach(stream -> stream.fail(ErrorCode.INTERRUPTED));
    }
}
