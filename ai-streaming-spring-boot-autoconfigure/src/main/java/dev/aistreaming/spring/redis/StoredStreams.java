package dev.aistreaming.spring.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The queries for streams in Redis. None of them blocks, and all of them fail at once while Redis is away. */
final class StoredStreams {

    /** The number of entries that are read at a time. */
    static final int PAGE = 64;

    private static final Limit WHOLE_PAGE = Limit.from(PAGE);
    /** How much time an instance that has claimed a stream has to continue it. */
    private static final Duration CLAIM = Duration.ofMinutes(1);

    private static final Limit ONE = Limit.from(1);
    private static final Limit TWO = Limit.from(2);

    private final RedisLink link;
    private final Duration retention;
    private final InterruptedEnding ending;

    StoredStreams(RedisLink link, Duration retention, InterruptedEnding ending) {
        this.link = link;
        this.retention = retention;
        this.ending = ending;
    }

    InterruptedEnding ending() {
        return ending;
    }

    CompletableFuture<Optional<Stored>> look(String streamId) {
        String key = Keys.stream(streamId);
        return link.askLater(commands -> commands.xrange(key, Range.unbounded(), ONE))
                .thenCombine(
                        link.ask(commands -> commands.xrevrange(key, Range.unbounded(), TWO)),
                        (oldest, newest) -> Stored.of(streamId, oldest, newest, ending))
                .thenCompose(this::goOn);
    }

    /** Follows a stream to the place of its current writer, if others have continued it. */
    private CompletableFuture<Optional<Stored>> goOn(Optional<Stored> found) {
        if (found.isEmpty() || found.get().place().isFirst()) {
            return CompletableFuture.completedFuture(found);
        }
        return walk(found.get()).thenApply(Optional::of);
    }

    private CompletableFuture<Stored> walk(Stored known) {
        StreamPlace place = known.place();
        return newest(place).thenCompose(newest -> {
            Stored more = known.with(newest, ending);
            return more.place().equals(place) ? CompletableFuture.completedFuture(more) : walk(more);
        });
    }

    private CompletableFuture<List<StreamMessage<String, byte[]>>> newest(StreamPlace place) {
        return link.ask(commands -> commands.xrevrange(place.key(), Range.unbounded(), TWO));
    }

    CompletableFuture<Optional<LastEntry>> last(@Nullable String owner, String key) {
        return link.ask(commands -> commands.xrevrange(Keys.last(owner, key), Range.unbounded(), ONE))
                .thenApply(entries -> entries.stream().findFirst().map(LastEntry::of));
    }

    /**
     * Returns the state of a stream for its existing readers.
     *
     * @param producer the instance that has begun it; may be empty if that does not matter
     */
    CompletableFuture<Optional<Stored>> lookOn(String streamId, String producer, String format) {
        return newest(StreamPlace.first(streamId))
                .thenApply(newest -> Stored.followed(streamId, producer, format, newest, ending))
                .thenCompose(this::goOn);
    }

    /** Returns the entries after an event, one page at most. The query is sent with the next {@link #flush}. */
    CompletableFuture<List<StreamMessage<String, byte[]>>> after(StreamPlace place, long event) {
        Range<String> range = Range.from(Range.Boundary.including(Entries.id(event + 1)), Range.Boundary.unbounded());
        return link.askLater(commands -> commands.xrange(place.key(), range, WHOLE_PAGE));
    }

    void flush() {
        link.flush();
    }

    CompletableFuture<Boolean> isAlive(String instance) {
        return link.ask(commands -> commands.exists(Keys.lease(instance))).thenApply(count -> count > 0);
    }

    /** Ends a stream whose producer is gone, unless the stream has ended or another instance was first. */
    CompletableFuture<?> seal(String streamId, String format) {
        return lookOn(streamId, "", format)
                .thenCompose(found -> found.isEmpty() || found.get().stream().ended()
                        ? CompletableFuture.completedFuture(null)
                        : end(found.get().place()));
    }

    /** Writes a final seal, after which no instance continues. */
    CompletableFuture<String> end(StreamPlace place) {
        forgetRequest(place.streamId());
        return seal(place, null, retention);
    }

    /** Deletes a stream's request, so that no instance can restart it any more. */
    void forgetRequest(String streamId) {
        Replies.ignore(link.ask(commands -> commands.del(Keys.request(streamId))));
    }

    /** Writes a seal that names this instance as the one that continues. Refused if there is a seal already. */
    CompletableFuture<String> claim(StreamPlace place, String instance) {
        Replies.ignore(link.askLater(commands ->
                commands.pexpire(Keys.request(place.streamId()), claimedFor().toMillis())));
        return seal(place, instance, claimedFor());
    }

    /** Returns how long a claimed stream is kept, whether or not it is continued. */
    Duration claimedFor() {
        return retention.plus(CLAIM);
    }

    private CompletableFuture<String> seal(StreamPlace place, @Nullable String next, Duration keep) {
        CompletableFuture<String> seal = link.askLater(commands -> Entries.seal(commands, place, next));
        place.keys().forEach(key -> Replies.ignore(link.askLater(commands -> commands.pexpire(key, keep.toMillis()))));
        link.flush();
        return seal;
    }

    /** Returns a stream's encrypted request; empty if no instance may restart the stream. */
    CompletableFuture<Optional<byte[]>> request(String streamId) {
        return link.ask(commands -> commands.get(Keys.request(streamId))).thenApply(Optional::ofNullable);
    }

    /** Sends a message. Returns how many instances have received it. */
    CompletableFuture<Long> tell(String channel, byte[] message) {
        return link.ask(commands -> commands.publish(channel, message));
    }
}
