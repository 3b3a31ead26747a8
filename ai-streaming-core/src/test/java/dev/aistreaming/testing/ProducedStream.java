package dev.aistreaming.testing;

import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that a test produces: no two events are alike, so what is lost, doubled or mixed up is seen. */
public final class ProducedStream {

    private static final StreamIds IDS = new StreamIds();

    public final String id;
    public final RecordingProducer producer = new RecordingProducer();
    private final StreamLog log;
    private final List<String> events = new ArrayList<>();
    private long bytes;

    public ProducedStream(StreamStore store) {
        this(store, null);
    }

    public ProducedStream(StreamStore store, @Nullable String owner) {
        this(store, owner, "json");
    }

    public ProducedStream(StreamStore store, @Nullable String owner, String format) {
        this(new StreamHead(IDS.create(), owner, format), store);
    }

    private ProducedStream(StreamHead head, StreamStore store) {
        this.id = head.id();
        this.log = store.create(head, producer);
    }

    /** The next stream of a key. */
    public static ProducedStream of(StreamStore store, @Nullable String owner, String key) {
        return of(store, owner, key, Instant.now());
    }

    /** A stream of a key that begins at this time. */
    public static ProducedStream of(StreamStore store, @Nullable String owner, String key, Instant created) {
        return new ProducedStream(new StreamHead(IDS.create(), owner, "json", key, created), store);
    }

    /** Its first reader. */
    public RecordingReader read() {
        return new RecordingReader(log);
    }

    /** Appends so many events in one piece. */
    public void append(int count) {
        append(count, 0);
    }

    /** Appends so many events in one piece, each of them longer by so many bytes. */
    public void append(int count, int padding) {
        log.append(encode(count, padding), count);
    }

    /** Appends the last events. */
    public void end(int count) {
        log.end(encode(count, 0), count);
    }

    private synchronized byte[] encode(int count, int padding) {
        StringBuilder chunk = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String event = "data: " + (events.size() + 1) + " of " + id + ".".repeat(padding) + "\n\n";
            events.add(event);
            chunk.append(event);
        }
        bytes += chunk.length();
        return chunk.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All that was appended after an event. */
    public synchronized String textAfter(long event) {
        return String.join("", events.subList((int) Math.min(Math.max(event, 0), events.size()), events.size()));
    }

    public synchronized long lastEvent() {
        return events.size();
    }

    /** How many bytes were appended. */
    public synchronized long bytes() {
        return bytes;
    }
}
