package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The commands that write streams. They leave with the next flush. */
final class Sender {

    private static final Duration MIN_LIVE_FOR = Duration.ofMinutes(1);

    private final String instance;
    private final Duration retention;
    private final Duration liveFor;
    private final long maxEntries;
    private final BiConsumer<StreamCopy, String> onFailure;

    /**
     * @param retention how long a stream is kept after its end
     * @param maxEntries more than any stream within its limits has; beyond it, Redis drops the oldest
     * @param onFailure is told, on any thread, of each piece of which Redis does not say that it has it, and why
     */
    Sender(String instance, Duration retention, long maxEntries, BiConsumer<StreamCopy, String> onFailure) {
        this.instance = instance;
        this.retention = retention;
        this.liveFor = retention.compareTo(MIN_LIVE_FOR) < 0 ? MIN_LIVE_FOR : retention;
        this.maxEntries = maxEntries;
        this.onFailure = onFailure;
    }

    /** How long a stream that has not ended is kept without another {@link #keep}. */
    Duration liveFor() {
        return liveFor;
    }

    /** The answer is dealt with; it also tells when it has come. */
    CompletableFuture<String> send(Piece piece, Line writes) {
        StreamChunk chunk = piece.chunk();
        String key = Keys.stream(piece.copy().id());
        if (chunk == null) {
            Object[] head = Entries.head(instance, piece.copy().head());
            CompletableFuture<String> answer = add(piece, key, new XAddArgs().id(Entries.HEAD), head, writes);
            keep(piece.copy().id(), writes);
            return answer;
        }
        XAddArgs args = new XAddArgs()
                .id(Entries.id(chunk.lastEvent()))
                .nomkstream()
                .maxlen(maxEntries)
                .approximateTrimming();
        CompletableFuture<String> answer = add(piece, key, args, Entries.chunk(chunk), writes);
        if (chunk.end()) {
            writes.send(commands -> commands.pexpire(key, retention.toMillis()));
        }
        return answer;
    }

    private CompletableFuture<String> add(Piece piece, String key, XAddArgs args, Object[] entry, Line writes) {
        CompletableFuture<String> answer = writes.ask(commands -> commands.xadd(key, args, entry));
        Answers.then(answer, (id, failure) -> {
            if (id != null) {
                piece.settle();
            } else {
                onFailure.accept(piece.copy(), reason(failure));
            }
        });
        return answer;
    }

    private static String reason(@Nullable Throwable failure) {
        return failure == null ? "it has lost what it had" : String.valueOf(failure.getMessage());
    }

    /** Keeps a stream that has not ended. */
    void keep(String streamId, Line writes) {
        writes.send(commands -> commands.pexpire(Keys.stream(streamId), liveFor.toMillis()));
    }

    /** Ends a stream where it is, for those who read it elsewhere. */
    void seal(String streamId, Line writes) {
        writes.send(commands -> Entries.seal(commands, Keys.stream(streamId)));
    }

    /** Tells those who read these streams elsewhere that there is more, once it is there. */
    void sayGrown(Collection<String> streamIds, Line writes) {
        if (!streamIds.isEmpty()) {
            byte[] ids = ControlMessage.encodeIds(streamIds);
            writes.send(commands -> commands.publish(Keys.appended(instance), ids));
        }
    }
}
