package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.OneLine;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.spring.ActiveStream;
import dev.aistreaming.spring.StreamState;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one stream. Written by one callback at a time, and read at any time for logs and lists. Counters are written as cheaply
 * as plain fields, so that other threads see them with a slight delay, which is sufficient here.
 */
final class StreamFigures implements StreamEvent.Visitor {

    private final String id;
    private final StreamInfo info;
    private final long startedAt = System.nanoTime();
    private final AtomicInteger characters = new AtomicInteger();
    private final AtomicInteger chunks = new AtomicInteger();
    private volatile String provider;

    /** A name from a user or a provider, sanitized for logs and lists. */
    private volatile @Nullable String model;

    private volatile StreamState state = StreamState.WAITING;

    /**
     * @param id the id of the stream
     * @param provider the provider that is asked
     * @param model the model that the request names; {@code null} if it names none
     * @param ids the front end's ids that the format needs
     */
    StreamFigures(String id, String provider, @Nullable String model, Map<String, String> ids) {
        this.id = id;
        this.provider = provider;
        this.model = model == null ? null : OneLine.of(model);
        this.info = new StreamInfo(id, model, Instant.now(), ids);
    }

    /** Returns what the format may use of it. */
    StreamInfo info() {
        return info;
    }

    /** Returns the head of the stream for a store. */
    StreamHead head(StreamHandle handle, StreamFormat format) {
        return new StreamHead(id, handle.owner().orElse(null), format.name(), handle.key(), info.created());
    }

    String id() {
        return id;
    }

    String shortId() {
        return StreamIds.shorten(id);
    }

    void note(StreamEvent event) {
        event.accept(this);
    }

    void note(Restart restart) {
        if (restart.isFallback()) {
            model = null;
            provider = restart.next();
        }
        state = StreamState.RETRYING;
    }

    @Override
    public void started(StreamEvent.Started event) {
        if (event.model() != null) {
            model = OneLine.of(event.model());
        }
    }

    @Override
    public void content(StreamEvent.Content event) {
        add(characters, event.text().length());
        chunk();
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        chunk();
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        chunk();
    }

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {}

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {
        chunk();
    }

    @Override
    public void data(StreamEvent.Data event) {
        chunk();
    }

    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        chunk();
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {}

    @Override
    public void reset(StreamEvent.Reset event) {}

    @Override
    public void finished(StreamEvent.Finished event) {}

    private void chunk() {
        add(chunks, 1);
        if (state != StreamState.STREAMING) {
            state = StreamState.STREAMING;
        }
    }

    /** Adds to a counter. There is only one writer at a time, so no update is lost. */
    private static void add(AtomicInteger sum, int more) {
        sum.setOpaque(sum.getPlain() + more);
    }

    ActiveStream describe(@Nullable String client, @Nullable Integer readers) {
        return new ActiveStream(
                shortId(),
                provider,
                model,
                Duration.ofMillis(millis()),
                state,
                characters.getOpaque(),
                chunks.getOpaque(),
                client,
                readers);
    }

    private long millis() {
        return (System.nanoTime() - startedAt) / 1_000_000;
    }

    @Override
    public String toString() {
        String answering = model;
        return "AI stream " + shortId() + " of '" + provider + "' ("
                + (answering == null ? "" : "model " + answering + ", ") + millis() + " ms, " + characters.getOpaque()
                + " characters)";
    }
}
