package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamHead;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The latest stream of a key in Redis. It is the only entry of a Redis stream, with the stream's creation time as its id: so Redis itself
 * refuses a stream that began earlier, no matter when and by which instance it is written.
 */
record LastEntry(String streamId, Instant created) {

    private static final String STREAM = "stream";

    /** Replaces the entry of an earlier stream. Refused if there is the entry of a later stream, or this one. */
    static RedisFuture<String> add(
            RedisClusterAsyncCommands<String, byte[]> commands, String redisKey, StreamHead head) {
        XAddArgs onlyOne = new XAddArgs().id(id(head.created())).maxlen(1).exactTrimming();
        return commands.xadd(redisKey, onlyOne, STREAM, head.id().getBytes(StandardCharsets.US_ASCII));
    }

    static LastEntry of(StreamMessage<String, byte[]> entry) {
        String id = entry.getId();
        int dash = id.indexOf('-');
        Instant created = Instant.ofEpochMilli(Long.parseLong(id, 0, dash, 10))
                .plusNanos(Long.parseLong(id, dash + 1, id.length(), 10));
        byte[] stream = Objects.requireNonNull(entry.getBody().get(STREAM), "entry of a key has no stream");
        return new LastEntry(new String(stream, StandardCharsets.US_ASCII), created);
    }

    private static String id(Instant created) {
        long more = created.truncatedTo(ChronoUnit.MILLIS).until(created, ChronoUnit.NANOS);
        return created.toEpochMilli() + "-" + more;
    }
}
