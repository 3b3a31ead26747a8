package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The streams that this instance writes and that have not ended, and what is done for their copies. */
final class Copies {

    /** An instance that reads says so more often than this. */
    private static final long HEARD_FOR = Duration.ofSeconds(7).toNanos();

    private final long maxStreamBytes;
    private final Losses losses;
    private final Repairs repairs;
    private final Sender sender;
    private final Copier copier;
    private final Map<String, StreamCopy> live = new ConcurrentHashMap<>();

    // of the thread that sends
    private long keptAt = System.nanoTime();

    /**
     * @param executor one thread, which sends
     * @param retention how long a stream is kept after its end
     * @param maxStreamBytes the longest stream that is kept
     */
    Copies(
            String instance,
            RedisLink link,
            ScheduledExecutorService executor,
            Duration retention,
            long maxStreamBytes,
            Misses misses) {
        this.maxStreamBytes = maxStreamBytes;
        this.losses = new Losses(misses, executor);
        this.repairs = new Repairs(losses, executor);
        // each event has at least the eight bytes of "data: " and a blank line
        this.sender = new Sender(instance, retention, 2 + maxStreamBytes / 8, repairs::add);
        this.copier = new Copier(link, sender, repairs, losses, executor);
    }

    void begin(StreamCopy copy) {
        live.put(copy.id(), copy);
        add(copy, null);
    }

    /**
     * Copies a chunk. One of a stream that is too long to be kept is copied for those who read it already.
     *
     * @param bytes how many the stream has with this chunk
     */
    void copy(StreamCopy copy, StreamChunk chunk, long bytes) {
        if (bytes <= maxStreamBytes) {
            add(copy, chunk);
        } else if (copy.audience().isReadElsewhere()) {
            losses.closeToOthers(copy);
            add(copy, chunk);
        } else {
            losses.giveUp(copy); // no more can be kept here, either, which was logged
        }
    }

    private void add(StreamCopy copy, @Nullable StreamChunk chunk) {
        if (!copier.add(copy, chunk)) {
            losses.lose(copy, "more than " + (Copier.MAX_WAITING >> 20) + " MiB wait for it");
        }
    }

    void ended(StreamCopy copy) {
        live.remove(copy.id());
    }

    @Nullable
    StreamCopy find(String streamId) {
        return live.get(streamId);
    }

    /** What readers elsewhere want. */
    void handle(ControlMessage message) {
        long until = System.nanoTime() + HEARD_FOR;
        for (String id : message.streamIds()) {
            StreamCopy copy = live.get(id);
            if (copy != null) {
                Audience audience = copy.audience();
                switch (message.kind()) {
                    case STOP -> audience.stop();
                    case READS -> read(copy, message.sender(), until);
                    case LEFT -> audience.leftElsewhere(message.sender());
                }
            }
        }
    }

    /** Who has begun to read may have missed what was sent before that was known here. */
    private void read(StreamCopy copy, String instance, long until) {
        boolean known = copy.audience().isReadElsewhere();
        copy.audience().readElsewhere(instance, until);
        if (!known) {
            copier.sayGrown(copy.id());
        }
    }

    /** Looks after the copies where Redis answers. On the thread that sends. */
    void tick(Line writes) {
        losses.tick(writes);
        repairs.begin(sender, writes);
        long now = System.nanoTime();
        if (now - keptAt > sender.liveFor().toNanos() / 3) {
            keptAt = now;
            live.keySet().forEach(id -> sender.keep(id, writes));
        }
        writes.flush();
    }

    void forgetSilentReaders() {
        long now = System.nanoTime();
        live.values().forEach(copy -> copy.audience().expire(now));
    }

    /** Sends what waits, and ends what has not ended. On the thread that sends. */
    void close(Line writes) {
        copier.send();
        List<String> cut = new ArrayList<>();
        for (StreamCopy copy : live.values()) {
            if (copy.lose()) {
                sender.seal(copy.id(), writes);
                cut.add(copy.id());
            }
        }
        sender.sayGrown(cut, writes);
        writes.flush();
    }
}
