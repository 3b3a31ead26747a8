package dev.aistreaming.spring.redis;

import dev.aistreaming.resume.StreamChunk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The streams that this instance writes and that have not ended, and what becomes of their copies. */
final class Copies implements Copier.Losses {

    /** How many copies are remembered that could not be deleted; Redis itself lets them expire. */
    private static final int MAX_UNDELETED = 10_000;

    /** An instance that reads says so more often than this. */
    private static final long HEARD_FOR = Duration.ofSeconds(7).toNanos();

    private final StoredStreams stored;
    private final long maxStreamBytes;
    private final Misses misses;
    private final Copier copier;
    private final Map<String, StreamCopy> live = new ConcurrentHashMap<>();
    private final Set<String> undeleted = ConcurrentHashMap.newKeySet();

    // of the thread that ticks
    private long refreshedAt = System.nanoTime();

    Copies(
            String instance,
            RedisLink link,
            StoredStreams stored,
            ScheduledExecutorService executor,
            Duration retention,
            long maxStreamBytes,
            Misses misses) {
        this.stored = stored;
        this.maxStreamBytes = maxStreamBytes;
        this.misses = misses;
        // each event has at least the eight bytes of "data: " and a blank line
        this.copier = new Copier(instance, link, executor, retention, 2 + maxStreamBytes / 8, this);
    }

    void begin(StreamCopy copy) {
        live.put(copy.id(), copy);
        copier.add(copy, null);
    }

    /** @param bytes how many the stream has with this chunk */
    void copy(StreamCopy copy, StreamChunk chunk, long bytes) {
        if (bytes > maxStreamBytes) {
            lose(copy); // which was logged where it is kept, too
        } else {
            copier.add(copy, chunk);
        }
    }

    void ended(StreamCopy copy) {
        live.remove(copy.id());
    }

    @Nullable
    StreamCopy find(String streamId) {
        return live.get(streamId);
    }

    @Override
    public void lost(StreamCopy copy, String why) {
        if (lose(copy)) {
            misses.add(why);
        }
    }

    private boolean lose(StreamCopy copy) {
        boolean lost = copy.lose();
        if (lost && undeleted.size() < MAX_UNDELETED) {
            undeleted.add(copy.id());
        }
        return lost;
    }

    /** Mostly because it was sent twice over a connection that broke, but perhaps somebody took us for dead. */
    @Override
    public void refused(StreamCopy copy) {
        Answers.then(stored.isSealed(copy.id()), (taken, failure) -> {
            if (taken == null) {
                lost(copy, String.valueOf(failure));
            } else if (taken && copy.lose()) {
                misses.add("this instance was away for too long");
                copy.audience().stop();
            }
        });
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
                    case READS -> audience.readElsewhere(message.sender(), until);
                    case LEFT -> audience.leftElsewhere(message.sender());
                }
            }
        }
    }

    /** Looks after the copies where Redis answers. On the thread that sends. */
    void tick(Line writes) {
        deleteLost(writes);
        long now = System.nanoTime();
        if (now - refreshedAt > copier.liveFor().toNanos() / 3) {
            refreshedAt = now;
            live.keySet().forEach(id -> copier.expireLive(Keys.stream(id), writes));
        }
        writes.flush();
    }

    /** So that nobody waits for their rest. What of them has been sent was sent before, over the same connection. */
    private void deleteLost(Line writes) {
        for (String id : List.copyOf(undeleted)) {
            undeleted.remove(id);
            Answers.then(writes.ask(commands -> commands.del(Keys.stream(id))), (count, failure) -> {
                if (failure != null) {
                    undeleted.add(id);
                }
            });
        }
    }

    void forgetSilentReaders() {
        long now = System.nanoTime();
        live.values().forEach(copy -> copy.audience().expire(now));
    }

    /** Sends what waits, and ends what has not ended; on the thread that sends. */
    void close(Line writes) {
        copier.send();
        List<String> taken = new ArrayList<>();
        for (StreamCopy copy : live.values()) {
            if (copy.lose()) {
                writes.send(commands -> Entries.seal(commands, Keys.stream(copy.id())));
                taken.add(copy.id());
            }
        }
        copier.sayGrown(taken, writes);
    }
}
