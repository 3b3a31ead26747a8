package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The commands that write streams. They are sent with the next flush. */
final class StreamWriter {

    private static final Duration MIN_LIVE_FOR = Duration.ofMinutes(1);
    private static final Limit TWO = Limit.from(2);

    private final String instance;
    private final Duration retention;
    private final Duration liveFor;
    private final long maxEntries;

    /**
     * @param retention how long a stream is kept after its end
     * @param maxEntries more entries than any stream within the limits has; beyond that, Redis drops the oldest ones
     */
    StreamWriter(String instance, Duration retention, long maxEntries) {
        this.instance = instance;
        this.retention = retention;
        this.liveFor = retention.compareTo(MIN_LIVE_FOR) < 0 ? MIN_LIVE_FOR : retention;
        this.maxEntries = maxEntries;
    }

    /** Returns how long an open stream is kept without another {@link #keep}. */
    Duration liveFor() {
        return liveFor;
    }

    /** Writes the head. The answer is {@code null} or a failure if Redis has not accepted it. */
    CompletableFuture<String> head(StreamHead head, StreamPlace place, RedisConnection writes) {
        Object[] entry = Entries.head(instance, head);
        CompletableFuture<String> answer =
                writes.ask(commands -> commands.xadd(place.key(), new XAddArgs().id(Entries.HEAD), entry));
        expire(place, liveFor, writes);
        return answer;
    }

    /** Writes the request with which another instance can restart the stream. */
    CompletableFuture<String> request(String streamId, byte[] encrypted, RedisConnection writes) {
        SetArgs live = SetArgs.Builder.px(liveFor);
        return writes.ask(commands -> commands.set(Keys.request(streamId), encrypted, live));
    }

    /** Deletes the request. */
    CompletableFuture<Long> deleteRequest(String streamId, RedisConnection writes) {
        return writes.ask(commands -> commands.del(Keys.request(streamId)));
    }

    /** Deletes the request if Redis says that the stream has ended and no instance continues it. */
    CompletableFuture<Long> deleteRequestIfOver(StreamPlace place, RedisConnection writes) {
        return deleteIf(Entries::isOver, place, writes, () -> deleteRequest(place.streamId(), writes));
    }

    /** Makes a stream the latest one of its key, unless there is a later one. Repeating this has no effect. */
    void last(StreamHead head, RedisConnection writes) {
        String key = head.key();
        if (key != null) {
            writes.send(commands -> LastEntry.add(commands, Keys.last(head.owner(), key), head));
            keepKey(head, writes);
        }
    }

    /** Writes a chunk. The answer is {@code null} or a failure if Redis has not accepted it. */
    CompletableFuture<String> chunk(StreamHead head, StreamPlace place, StreamChunk chunk, RedisConnection writes) {
        XAddArgs args = new XAddArgs()
                .id(Entries.id(chunk.lastEvent()))
                .nomkstream()
                .maxlen(maxEntries)
                .approximateTrimming();
        CompletableFuture<String> answer =
                writes.ask(commands -> commands.xadd(place.key(), args, Entries.chunk(chunk)));
        if (chunk.end()) {
            expire(place, retention, writes);
            keepKey(head, writes);
        }
        return answer;
    }

    /** Returns the last two entries of a stream, the last one first. */
    CompletableFuture<List<StreamMessage<String, byte[]>>> newest(StreamPlace place, RedisConnection writes) {
        return writes.ask(commands -> commands.xrevrange(place.key(), Range.unbounded(), TWO));
    }

    /** Extends the lifetime of an open stream. */
    void keep(StreamHead head, StreamPlace place, RedisConnection writes) {
        expire(place, liveFor, writes);
        keepKey(head, writes);
    }

    /** Extends the lifetime of an open stream's request. */
    void keepRequest(String streamId, RedisConnection writes) {
        writes.send(commands -> commands.pexpire(Keys.request(streamId), liveFor.toMillis()));
    }

    private static void expire(StreamPlace place, Duration after, RedisConnection writes) {
        place.keys().forEach(key -> writes.send(commands -> commands.pexpire(key, after.toMillis())));
    }

    /** Keeps the key at least as long as its stream. The duration is always the same, so that no other stream of the key shortens it. */
    private void keepKey(StreamHead head, RedisConnection writes) {
        String key = head.key();
        if (key != null) {
            writes.send(commands -> commands.pexpire(Keys.last(head.owner(), key), liveFor.toMillis()));
        }
    }

    /** Ends a stream where it is, for its readers on other instances. */
    void seal(StreamPlace place, RedisConnection writes) {
        writes.send(commands -> Entries.seal(commands, place, null));
        expire(place, liveFor, writes); // the seal may be the only entry in its place
    }

    /** Makes a stream impossible to find, unless another instance continues it. Existing readers can read on. */
    CompletableFuture<Long> deleteHead(StreamPlace place, RedisConnection writes) {
        String key = Keys.stream(place.streamId());
        return deleteIf(
                newest -> !Entries.isClaimed(newest),
                place,
                writes,
                () -> deleteRequest(place.streamId(), writes)
                        .thenCombine(writes.ask(commands -> commands.xdel(key, Entries.HEAD)), Long::sum));
    }

    /**
     * Deletes a stream completely, unless another instance continues it. Deletes each key separately, because a cluster has them on
     * several nodes.
     */
    CompletableFuture<Long> delete(StreamPlace place, RedisConnection writes) {
        return deleteIf(newest -> !Entries.isClaimed(newest), place, writes, () -> {
            CompletableFuture<Long> all = deleteRequest(place.streamId(), writes);
            for (String key : place.keys()) {
                all = all.thenCombine(writes.ask(commands -> commands.del(key)), Long::sum);
            }
            return all;
        });
    }

    private CompletableFuture<Long> deleteIf(
            Predicate<List<StreamMessage<String, byte[]>>> condition,
            StreamPlace place,
            RedisConnection writes,
            Supplier<CompletableFuture<Long>> delete) {
        return newest(place, writes).thenCompose(newest -> {
            if (!condition.test(newest)) {
                return CompletableFuture.completedFuture(0L);
            }
            CompletableFuture<Long> deleted = delete.get();
            writes.flush();
            return deleted;
        });
    }

    /** Tells the readers of these streams on other instances that there are more events, once they have been written. */
    void sayGrown(Collection<String> streamIds, RedisConnection writes) {
        if (!streamIds.isEmpty()) {
            byte[] ids = ControlMessage.encodeIds(streamIds);
            writes.send(commands -> commands.publish(Keys.appended(instance), ids));
        }
    }
}
