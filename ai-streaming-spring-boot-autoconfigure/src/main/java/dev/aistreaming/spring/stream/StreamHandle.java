package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.EventQueue;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.Approvals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The application's handle of a stream that this instance produces. */
final class StreamHandle implements AiStream {

    private final String id;
    private final Optional<String> owner;
    private final @Nullable String key;
    private final Approvals approvals;
    private final Threads threads;
    private volatile @Nullable OpenStream stream;

    /**
     * Creates a handle before the stream exists.
     *
     * @param owner the owner; empty if the stream has none
     * @param key the owner's key of the stream; {@code null} if it has none
     * @param approvals the approvals of its tool calls
     */
    StreamHandle(String id, Optional<String> owner, @Nullable String key, Approvals approvals, Threads threads) {
        this.id = id;
        this.owner = owner;
        this.key = key;
        this.approvals = approvals;
        this.threads = threads;
    }

    void occupy(OpenStream stream) {
        this.stream = stream;
    }

    @Override
    public String id() {
        return id;
    }

    Optional<String> owner() {
        return owner;
    }

    @Nullable
    String key() {
        return key;
    }

    Approvals approvals() {
        return approvals;
    }

    boolean isKept() {
        OpenStream open = stream;
        return open != null && open.isKept();
    }

    @Override
    public boolean emit(String name, @Nullable String id, @Nullable Object value) {
        return emit(EventQueue.data(name, id, value));
    }

    boolean emit(StreamEvent.Data event) {
        OpenStream open = stream;
        return open != null && open.emit(event);
    }

    @Override
    public void stop() {
        OpenStream open = stream;
        if (open != null) {
            threads.execute(() -> open.end(StreamRegistry.stopped()));
        }
    }

    @Override
    public String toString() {
        return String.valueOf(stream);
    }
}
