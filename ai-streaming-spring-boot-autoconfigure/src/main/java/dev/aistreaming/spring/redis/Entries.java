package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a Redis stream: a head, one entry per chunk whose id is the number of its last event, and possibly a seal. The id of a
 * seal is so high that no entry can follow it. If the producer is gone, the first instance to notice writes the seal, and from then on
 * Redis itself refuses what a producer that was only suspended would add. The seal may name the instance that continues in the next
 * {@link StreamPlace}.
 */
final class Entries {

    static final String HEAD = "0-1";
    static final String SEAL = "18446744073709551615-0";

    private static final String INSTANCE = "instance";
    private static final String OWNER = "owner";
    private static final String FORMAT = "format";
    private static final String COUNT = "count";
    private static final String EVENTS = "events";
    private static final String END = "end";
    private static final String NEXT = "next";
    private static final byte[] NONE = {};

    /** The format of streams that were begun when this was the only one. */
    private static final String FIRST_FORMAT = "json";

    private Entries() {}

    static Object[] head(String instance, StreamHead head) {
        byte[] format = head.format().getBytes(StandardCharsets.UTF_8);
        String owner = head.owner();
        return owner == null
                ? new Object[] {INSTANCE, bytes(instance), FORMAT, format}
                : new Object[] {INSTANCE, bytes(instance), FORMAT, format, OWNER, owner.getBytes(StandardCharsets.UTF_8)
                };
    }

    static Object[] chunk(StreamChunk chunk) {
        byte[] count = bytes(Integer.toString(chunk.count()));
        return chunk.end()
                ? new Object[] {COUNT, count, EVENTS, chunk.events(), END, NONE}
                : new Object[] {COUNT, count, EVENTS, chunk.events()};
    }

    /**
     * Seals a stream, unless it is sealed already. In the first place, a seal is written only if the stream exists; in a later place, it
     * may also be the only entry, which ends a stream that was claimed and not continued.
     *
     * @param next the instance that continues; {@code null} if none does
     */
    static RedisFuture<String> seal(
            RedisClusterAsyncCommands<String, byte[]> commands, StreamPlace place, @Nullable String next) {
        XAddArgs seal = new XAddArgs().id(SEAL).nomkstream(place.isFirst());
        return next == null
                ? commands.xadd(place.key(), seal, END, NONE)
                : commands.xadd(place.key(), seal, END, NONE, NEXT, bytes(next));
    }

    /** Returns the id of the entry whose last event has this number. For a number that no event can have, this is the id of the seal. */
    static String id(long lastEvent) {
        return Long.toUnsignedString(lastEvent) + "-0";
    }

    static boolean isHead(StreamMessage<String, byte[]> entry) {
        return entry.getId().equals(HEAD);
    }

    static boolean isSeal(StreamMessage<String, byte[]> entry) {
        return entry.getId().equals(SEAL);
    }

    /** Returns the instance that continues after a seal; {@code null} if none does. */
    static @Nullable String next(StreamMessage<String, byte[]> seal) {
        return text(seal, NEXT);
    }

    /**
     * Whether another instance continues a stream that has not ended.
     *
     * @param newest the last two entries (fewer if there are fewer), the last one first
     */
    static boolean isClaimed(List<StreamMessage<String, byte[]>> newest) {
        return !newest.isEmpty() && isSeal(newest.get(0)) && next(newest.get(0)) != null && !isEnded(newest);
    }

    /** Whether a stream has ended or is sealed, and no instance continues it. */
    static boolean isOver(List<StreamMessage<String, byte[]>> newest) {
        return isEnded(newest) || (!newest.isEmpty() && isSeal(newest.get(0)) && next(newest.get(0)) == null);
    }

    private static boolean isEnded(List<StreamMessage<String, byte[]>> newest) {
        return newest.stream().anyMatch(entry -> isEnd(entry) && !isSeal(entry));
    }

    static String instance(StreamMessage<String, byte[]> head) {
        return new String(required(head, INSTANCE), StandardCharsets.US_ASCII);
    }

    static @Nullable String owner(StreamMessage<String, byte[]> head) {
        return text(head, OWNER);
    }

    static String format(StreamMessage<String, byte[]> head) {
        String format = text(head, FORMAT);
        return format == null ? FIRST_FORMAT : format;
    }

    private static @Nullable String text(StreamMessage<String, byte[]> entry, String field) {
        byte[] text = entry.getBody().get(field);
        return text == null ? null : new String(text, StandardCharsets.UTF_8);
    }

    /** Returns the number of the last event of an entry that is not a seal. */
    static long lastEvent(StreamMessage<String, byte[]> entry) {
        String id = entry.getId();
        return Long.parseLong(id, 0, id.indexOf('-'), 10);
    }

    static boolean isEnd(StreamMessage<String, byte[]> entry) {
        return entry.getBody().containsKey(END);
    }

    static StreamChunk chunk(StreamMessage<String, byte[]> entry) {
        int count = Integer.parseInt(new String(required(entry, COUNT), StandardCharsets.US_ASCII));
        return new StreamChunk(lastEvent(entry), count, required(entry, EVENTS), isEnd(entry));
    }

    private static byte[] required(StreamMessage<String, byte[]> entry, String field) {
        Map<String, byte[]> body = entry.getBody();
        byte[] value = body.get(field);
        if (value == null) {
            throw new IllegalStateException("entry " + entry.getId() + " of a stream in Redis has no " + field);
        }
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
