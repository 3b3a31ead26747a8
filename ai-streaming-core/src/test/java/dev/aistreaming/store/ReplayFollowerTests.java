package dev.aistreaming.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingProducer;
import dev.aistreaming.thread.Threads;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A stream in memory and its copy. */
@ResourceLock(CapturedLog.OF_THIS_PACKAGE)
class ReplayFollowerTests {

    private static final StreamStoreLimits LIMITS =
            new StreamStoreLimits(256 * 1024, 1024 * 1024, Duration.ofMinutes(10));

    private final Threads threads = new Threads(Runnable::run);
    private final InMemoryStreamStore store = new InMemoryStreamStore(LIMITS, threads);
    private final ProducedStream stream = new ProducedStream(store);

    @AfterEach
    void close() {
        store.close();
        threads.close();
    }

    private StreamCursor follow(long afterEvent) {
        return store.follow(stream.id, afterEvent).orElseThrow();
    }

    private static String text(StreamChunk chunk) {
        return new String(chunk.events(), StandardCharsets.UTF_8);
    }

    private static void assertExpired(StreamCursor cursor) {
        assertThatThrownBy(cursor::next)
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_EXPIRED));
    }

    @Test
    void givesWhatHasComeInOneChunkAndThenWhatComes() {
        StreamCursor cursor = follow(0);
        assertThat(cursor.next()).isNull();
        stream.append(2);
        stream.append(1);
        StreamChunk first = requireNonNull(cursor.next());
        assertThat(first.count()).isEqualTo(3);
        assertThat(cursor.next()).isNull();
        assertThat(cursor.ended()).isFalse();

        stream.end(1);
        StreamChunk last = requireNonNull(cursor.next());
        assertThat(last.end()).isTrue();
        assertThat(last.lastEvent()).isEqualTo(4);
        assertThat(text(first) + text(last)).isEqualTo(stream.textAfter(0));
        assertThat(cursor.next()).isNull();
        assertThat(cursor.ended()).isTrue();
    }

    @Test
    void givesAbout64KiBAtATime() {
        while (stream.bytes() < 200 * 1024) {
            stream.append(1, 5000);
        }
        StreamCursor cursor = follow(0);
        StringBuilder text = new StringBuilder();
        for (StreamChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
            assertThat(chunk.events()).hasSizeLessThan(70 * 1024);
            text.append(text(chunk));
        }
        assertThat(text).hasToString(stream.textAfter(0));
    }

    @Test
    void followsAfterAnyEvent() {
        stream.append(1);
        stream.append(3);
        stream.append(2, 70 * 1024);
        stream.append(2);
        for (long after = 0; after < stream.lastEvent(); after++) {
            StreamCursor cursor = follow(after);
            StringBuilder text = new StringBuilder();
            for (StreamChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                text.append(text(chunk));
            }
            assertThat(text).hasToString(stream.textAfter(after));
        }
        assertThat(store.follow(stream.id, stream.lastEvent() + 1)).isEmpty();
    }

    @Test
    void countsAsNobody() {
        StreamCursor cursor = follow(0);
        stream.read().close();
        assertThat(stream.producer.isAbandoned()).isTrue();
        cursor.close();

        assertThat(stream.producer.changesOfReaders()).isEqualTo(1);
    }

    @Test
    void holdsUpNoStreamAndFallsBehindWhatIsNotKept() {
        StreamCursor cursor = follow(0);
        while (stream.bytes() < 2 * LIMITS.maxStreamBytes()) {
            stream.append(1, 1000);
        }
        assertThat(stream.producer.changesOfPace()).isZero();

        assertExpired(cursor);
        assertExpired(cursor);
        assertThat(store.follow(stream.id, 0)).isEmpty();
        cursor.close();
        assertThat(cursor.next()).isNull();
    }

    @Test
    void givesAllOfAStreamThatIsNotKeptWhereItKeepsUp() {
        StreamCursor cursor = follow(0);
        StringBuilder text = new StringBuilder();
        while (stream.bytes() < 2 * LIMITS.maxStreamBytes()) {
            stream.append(10, 1000);
            text.append(text(requireNonNull(cursor.next())));
        }
        assertThat(text).hasToString(stream.textAfter(0));
    }

    @Test
    void holdsNothingOfAStreamThatIsNotKept() {
        StreamLog log = store.create(new StreamHead("0".repeat(32), null, "json"), new RecordingProducer());
        StreamCursor cursor = store.follow("0".repeat(32), 0).orElseThrow();
        WeakReference<byte[]> first = append(log);
        append(log);
        await().until(() -> {
            System.gc();
            return first.get() == null;
        });
        assertExpired(cursor);
    }

    private static WeakReference<byte[]> append(StreamLog log) {
        byte[] events = new byte[(int) LIMITS.maxStreamBytes()];
        log.append(events, 1);
        return new WeakReference<>(events);
    }

    @Test
    void isTheOnlyOneOfItsStream() {
        stream.append(1);
        StreamCursor before = follow(0);
        StreamCursor after = follow(0);

        assertThat(before.next()).isNull();
        assertThat(after.next()).isNotNull();
    }

    @Test
    void losesNothingOfWhatIsAppendedMeanwhile() throws Exception {
        StreamCursor cursor = follow(0);
        CompletableFuture<Void> producer = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 1000; i++) {
                stream.append(2);
            }
            stream.end(1);
        });
        StringBuilder text = new StringBuilder();
        while (!cursor.ended()) {
            StreamChunk chunk = cursor.next();
            text.append(chunk == null ? "" : text(chunk));
        }
        producer.get(20, TimeUnit.SECONDS);
        assertThat(text).hasToString(stream.textAfter(0));
    }
}
