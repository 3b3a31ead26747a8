package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StoredStream;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What can be asked of the streams in Redis. Nothing waits; all of it fails at once where Redis is away. */
final class StoredStreams {

    /** How many entries are read at a time. */
    static final int PAGE = 64;

    private static final Limit WHOLE_PAGE = Limit.from(PAGE);
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
                        (oldest, newest) -> Stored.of(streamId, oldest, newest, ending));
    }

    CompletableFuture<Optional<LastEntry>> last(@Nullable String owner, String key) {
        return link.ask(commands -> commands.xrevrange(Keys.last(owner, key), Range.unbounded(), ONE))
                .thenApply(entries -> entries.stream().findFirst().map(LastEntry::of));
    }

    /** For those who read it already. */
    CompletableFuture<Optional<StoredStream>> lookOn(String streamId, String format) {
        return link.ask(commands -> commands.xrevrange(Keys.stream(streamId), Range.unbounded(), TWO))
                .thenApply(newest -> Stored.followed(streamId, null, format, newest, ending));
    }

    /** The entries after an event, a page of them at most. Asked with the next {@link #flush}. */
    CompletableFuture<List<StreamMessage<String, byte[]>>> after(String streamId, long event) {
        Range<String> range = Range.from(Range.Boundary.including(Entries.id(event + 1)), Range.Boundary.unbounded());
        return link.askLater(commands -> commands.xrange(Keys.stream(streamId), range, WHOLE_PAGE));
    }

    void flush() {
        link.flush();
    }

    CompletableFuture<Boolean> isAlive(String instance) {
        return link.ask(commands -> commands.exists(Keys.lease(instance))).thenApply(count -> count > 0);
    }

    /** Ends a stream whose producer is gone, unless it has ended, or somebody else was first. */
    CompletableFuture<?> seal(String streamId, String format) {
        String key = Keys.stream(streamId);
        return lookOn(streamId, format).thenCompose(stored -> {
            if (stored.isEmpty() || stored.get().ended()) {
                return CompletableFuture.completedFuture(null);
            }
            Replies.ignore(link.ask(commands -> commands.pexpire(key, retention.toMillis())));
            return link.ask(commands -> Entries.seal(commands, key));
        });
    }

    /** How many instances were told. */
    CompletableFuture<Long> tell(String channel, byte[] message) {
        return link.ask(commands -> commands.publish(channel, message));
    }
}
