package dev.aistreaming.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.testing.RecordingProducer;
import dev.aistreaming.testing.RecordingReader;
import dev.aistreaming.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Streams that another instance has begun, or goes on with, in the memory of this one. */
@ResourceLock(CapturedLog.OF_THIS_PACKAGE)
class ContinuedStreamTests {

    private final Threads threads = new Threads(Runnable::run);
    private final InMemoryStreamStore store = new InMemoryStreamStore(StreamStoreLimits.DEFAULTS, threads);
    private final StreamHead head = new StreamHead(new StreamIds().create(), "owner", "json");

    @AfterEach
    void close() {
        store.close();
        threads.close();
    }

    private static byte[] event(String text) {
        return ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private StreamLog create(List<StreamChunk> written) {
        return store.create(head, new RecordingProducer(), written);
    }

    private String read(long afterEvent) {
        return new RecordingReader(store, head.id(), afterEvent).readAvailable();
    }

    @Test
    void isNotFoundBeforeAllThatWasWrittenIsThere() {
        create(new AbstractList<>() {
            @Override
            public StreamChunk get(int index) {
                assertThat(store.find(head.id())).isEmpty();
                return new StreamChunk(index + 1, 1, event("a"), false);
            }

            @Override
            public int size() {
                return 2;
            }
        });

        assertThat(store.read(head.id(), 2)).isPresent();
        assertThat(store.read(head.id(), 3)).isEmpty();
    }

    @Test
    void whoHasReadMoreThanWasStoredIsBeforeTheRest() {
        StreamChunk before = new StreamChunk(1, 1, event("a"), false);
        StreamLog log = create(List.of(before, StreamChunk.gap(1)));
        assertThat(read(5)).isEmpty();

        log.append(event("b"), 1);

        assertThat(read(0)).isEqualTo("data: a\n\ndata: b\n\n");
        for (long seen : new long[] {1, 5, StreamChunk.GAP / 2, StreamChunk.GAP + 1}) {
            assertThat(read(seen)).isEqualTo("data: b\n\n");
        }
        assertThat(store.read(head.id(), StreamChunk.GAP + 3)).isEmpty();
    }

    @Test
    void aCopyHasNoChunkOfTheNumbersThatAreLeftOut() {
        StreamChunk before = new StreamChunk(1, 1, event("a"), false);
        StreamLog log = create(List.of(before, StreamChunk.gap(1)));
        log.append(event("b"), 1);
        log.append(event("c"), 1);

        StreamCursor all = store.follow(head.id(), 0).orElseThrow();
        assertThat(all.next()).returns(1L, StreamChunk::lastEvent).returns(1, StreamChunk::count);
        assertThat(all.next())
                .returns(StreamChunk.GAP + 3, StreamChunk::lastEvent)
                .returns(2, StreamChunk::count);
        StreamCursor rest = store.follow(head.id(), StreamChunk.GAP + 1).orElseThrow();
        assertThat(rest.next())
                .returns(StreamChunk.GAP + 3, StreamChunk::lastEvent)
                .returns(2, StreamChunk::count);
    }

    @Test
    void whatIsLeftToOthersIsReadOnButNotFound() {
        StreamLog left = create(List.of());
        RecordingReader reader = new RecordingReader(store, head.id(), 0);
        assertThatThrownBy(() -> create(List.of(new StreamChunk(1, 1, event("a"), false))))
                .hasMessageContaining("already");

        store.leave(head.id());

        assertThat(store.find(head.id())).isEmpty();
        create(List.of());
        left.end(event("cancelled"), 1);
        assertThat(reader.readToEnd()).isEqualTo("data: cancelled\n\n");
        assertThat(store.find(head.id())).contains(new StoredStream("owner", "json", 0, false));
    }
}
