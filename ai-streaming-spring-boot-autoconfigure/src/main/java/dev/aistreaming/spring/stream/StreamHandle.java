package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.EventQueue;
import dev.aistreaming.spring.AiStream;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.Approvals;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One stream that this instance produces, as the application sees it. */
final class StreamHandle implements AiStream {

    private final String id;
    private final Optional<String> owner;
    private final @Nullable String key;
    private final Approvals approvals;
    private final Threads threads;
    private volatile @Nullable OpenStream stream;

    /**
     * A handle of a stream that is not there yet.
     *
     * @param owner empty: nobody's
     * @param key what the owner calls it; {@code null}: nothing
     * @param approvals of its calls of tools
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
