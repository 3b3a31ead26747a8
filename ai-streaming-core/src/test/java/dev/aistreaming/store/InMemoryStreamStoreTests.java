package dev.aistreaming.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingProducer;
import dev.aistreaming.testing.RecordingReader;
import dev.aistreaming.testing.StreamStoreContract;
import dev.aistreaming.thread.Threads;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(CapturedLog.OF_THIS_PACKAGE)
class InMemoryStreamStoreTests extends StreamStoreContract {

    private static final int LARGE = 200_000;

    /** A clock may pass the largest number and go on with the smallest. */
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);

    private final Threads threads = new Threads(Runnable::run);
    private final InMemoryStreamStore store = new InMemoryStreamStore(LIMITS, threads, clock::get);
    private final CapturedLog log = new CapturedLog();
    private final ExecutorService actors = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        actors.shutdownNow();
        store.close();
        threads.close();
        log.close();
    }

    @Override
    protected StreamStore store() {
        return store;
    }

    @Override
    protected void expire(String streamId) {
        clock.addAndGet(LIMITS.retention().toNanos());
    }

    /** A stream that has ended and is as long as one may be, more or less. */
    private ProducedStream large() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(1, LARGE);
        stream.end(1);
        return stream;
    }

    private boolean isKnown(ProducedStream stream) {
        return store.find(stream.id).isPresent();
    }

    @Test
    void keepsAStreamUntilTheRetentionIsOver() {
        ProducedStream stream = large();
        clock.addAndGet(LIMITS.retention().toNanos() - 1);
        assertThat(isKnown(stream)).isTrue();

        clock.addAndGet(1);
        assertThat(isKnown(stream)).isFalse();
        assertThat(store.bytes()).isZero();
        assertThat(store.size()).isZero();
    }

    @Test
    void remembersNoMoreKeysThanStreams() {
        ProducedStream tooLong = ProducedStream.of(store, null, "long");
        tooLong.append(1, (int) LIMITS.maxStreamBytes());
        tooLong.end(1);
        for (int i = 0; i < 10; i++) {
            ProducedStream.of(store, "mine", "chat").end(1);
            ProducedStream.of(store, "mine", "chat " + i).end(1);
        }
        assertThat(store.keys()).isEqualTo(11);

        clock.addAndGet(LIMITS.retention().toNanos());
        assertThat(store.current("mine", "chat")).isEmpty();
        assertThat(store.keys()).isZero();
    }

    @Test
    void keepsAStreamThatHasNotEndedHoweverLongItTakes() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(1);
        clock.addAndGet(LIMITS.retention().toNanos() * 100);
        assertThat(isKnown(stream)).isTrue();

        stream.end(1);
        assertThat(isKnown(stream)).isTrue();
    }

    @Test
    void freesWhatHasExpiredThoughNobodyAsks() {
        StreamStoreLimits limits = new StreamStoreLimits(1000, 1000, Duration.ofMillis(50));
        try (InMemoryStreamStore brief = new InMemoryStreamStore(limits, threads)) {
            for (int round = 0; round < 2; round++) {
                new ProducedStream(brief).end(1);
                await().until(() -> brief.bytes() == 0 && brief.size() == 0);
            }
            assertThat(threads.pending()).isZero();
        }
    }

    @Test
    void looksAgainWhereAStreamHasEndedLater() {
        StreamStoreLimits limits = new StreamStoreLimits(1000, 1000, Duration.ofMillis(50));
        AtomicLong time = new AtomicLong();
        try (InMemoryStreamStore brief = new InMemoryStreamStore(limits, threads, time::get)) {
            new ProducedStream(brief).end(1);
            time.set(limits.retention().toNanos() / 2);
            new ProducedStream(brief).end(1);
            time.set(limits.retention().toNanos());
            await().until(() -> brief.size() == 1);

            time.set(2 * limits.retention().toNanos());
            await().until(() -> brief.size() == 0);
        }
    }

    @Test
    void needsOneTaskForAllStreamsAndNoneWhenItIsClosed() {
        for (int i = 0; i < 10; i++) {
            large();
        }
        assertThat(threads.pending()).isEqualTo(1);

        store.close();
        assertThat(threads.pending()).isZero();
    }

    @Test
    void readsOnInAStreamThatHasExpiredMeanwhile() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(2);
        stream.append(1);
        stream.end(1);
        RecordingReader reader = new RecordingReader(store, stream.id, 0);
        reader.next();
        expire(stream.id);

        assertThat(isKnown(stream)).isFalse();
        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void warnsOnceOfAStreamThatIsTooLong() {
        ProducedStream stream = new ProducedStream(store);
        for (int i = 0; i < 5; i++) {
            stream.append(1, LARGE);
        }
        stream.end(1);

        assertThat(log.lines(Level.WARN))
                .containsExactly("AI stream " + StreamIds.shorten(stream.id)
                        + " can no longer be resumed: it is larger than 256 KiB");
        assertThat(store.bytes()).isZero();
        assertThat(store.size()).isZero();
    }

    @Test
    void keepsAStreamOfExactlyTheLimit() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(1);
        stream.append(1, (int) (LIMITS.maxStreamBytes() - 2 * stream.bytes()));
        assertThat(stream.bytes()).isEqualTo(LIMITS.maxStreamBytes());
        assertThat(isKnown(stream)).isTrue();

        stream.append(1);
        assertThat(isKnown(stream)).isFalse();
    }

    @Test
    void dropsTheOldestOfThoseThatHaveEndedFirst() {
        ProducedStream begunFirst = new ProducedStream(store);
        begunFirst.append(1, LARGE);
        List<ProducedStream> ended = new ArrayList<>();
        while (ended.size() < 2 || isKnown(ended.get(1))) {
            assertThat(ended).hasSizeLessThan(100);
            ended.add(large());
        }
        assertThat(ended).first().matches(stream -> !isKnown(stream));
        assertThat(ended.subList(2, ended.size())).hasSizeGreaterThan(10).allMatch(this::isKnown);
        assertThat(begunFirst).matches(this::isKnown);
        assertThat(store.bytes()).isLessThanOrEqualTo(LIMITS.maxTotalBytes());
        assertThat(log.lines(Level.WARN)).isEmpty();
        assertThat(log.lines(Level.DEBUG)).hasSize(2);
    }

    @Test
    void givesUpTheStreamThatGrowsWhereNoneHasEnded() {
        List<ProducedStream> open = new ArrayList<>();
        while (log.lines(Level.WARN).isEmpty()) {
            assertThat(open).hasSizeLessThan(100);
            ProducedStream stream = new ProducedStream(store);
            stream.append(1, LARGE);
            open.add(stream);
        }
        ProducedStream last = open.remove(open.size() - 1);
        assertThat(log.lines(Level.WARN))
                .containsExactly("AI stream " + StreamIds.shorten(last.id)
                        + " can no longer be resumed: the streams in progress take more than 4 MiB");
        assertThat(last).matches(stream -> !isKnown(stream));
        assertThat(open).hasSizeGreaterThan(10).allMatch(this::isKnown);

        ProducedStream later = new ProducedStream(store);
        open.get(0).end(1);
        later.append(1, LARGE);
        assertThat(later).matches(this::isKnown);
        assertThat(open.get(0)).matches(stream -> !isKnown(stream));
    }

    @Test
    void countsWhatSmallChunksTakeBesidesTheirBytes() {
        ProducedStream stream = new ProducedStream(store);
        for (int i = 0; i < 1000; i++) {
            stream.append(1);
        }
        assertThat(store.bytes()).isGreaterThan(stream.bytes() + 1000 * 64);
    }

    /** An id, an owner and a place among the others: many short streams would fill the memory uncounted. */
    @Test
    void countsWhatAStreamTakesBesidesItsChunks() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(1);
        long first = store.bytes();
        stream.append(1);
        assertThat(first).isGreaterThan(store.bytes() - first + 400);
    }

    @Test
    void countsExactlyWhenManyStreamsGrowAtTheSameTime() throws Exception {
        List<Future<?>> producers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            producers.add(actors.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    ProducedStream stream = new ProducedStream(store);
                    for (int chunk = 0; chunk < 9; chunk++) {
                        stream.append(1, chunk % 3 * 20_000);
                    }
                    stream.end(1);
                }
            }));
        }
        for (Future<?> producer : producers) {
            producer.get(20, TimeUnit.SECONDS);
        }
        assertThat(store.bytes()).isPositive().isLessThanOrEqualTo(LIMITS.maxTotalBytes());
        expire("all");
        assertThat(store.find("nothing")).isEmpty();
        assertThat(store.bytes()).isZero();
        assertThat(store.size()).isZero();
    }

    @Test
    void letsAReaderOfAStreamThatIsNotKeptStayBehindBy64KiB() {
        ProducedStream stream = new ProducedStream(store);
        RecordingReader slow = new RecordingReader(store, stream.id, 0);
        stream.append(1, (int) LIMITS.maxStreamBytes());
        assertThat(stream.producer.isPaused()).isTrue();
        slow.readAvailable();
        assertThat(stream.producer.isPaused()).isFalse();

        long caughtUp = stream.bytes();
        while (!stream.producer.isPaused()) {
            stream.append(1, 1000);
        }
        assertThat(stream.bytes() - caughtUp).isBetween(64 * 1024L, 66 * 1024L);
        while (stream.producer.isPaused()) {
            slow.next();
        }
        assertThat(stream.bytes() - slow.text().length()).isBetween(30 * 1024L, 32 * 1024L);
        stream.producer.assertNoBreaches();
    }

    @Test
    void letsNoStreamRunAheadOfItsReadersWhileThoseThatHaveNotEndedTakeHalfOfTheMemory() {
        ProducedStream slow = new ProducedStream(store);
        RecordingReader reader = new RecordingReader(store, slow.id, 0);
        slow.append(1, Readers.MAX_LAG + 1);
        assertThat(slow.producer.isPaused()).isFalse();

        List<ProducedStream> others = fillHalfOfTheMemory();
        slow.append(1, 1000);
        assertThat(slow.producer.isPaused()).isTrue();

        others.forEach(other -> other.end(1));
        assertThat(slow.producer.isPaused()).isFalse();
        slow.append(1, Readers.MAX_LAG + 1);
        assertThat(slow.producer.isPaused()).isFalse();
        assertThat(reader.readAvailable()).isNotNull();
        slow.producer.assertNoBreaches();
    }

    @Test
    void letsNoStreamThatNobodyReadsRunAheadThen() {
        ProducedStream unread = new ProducedStream(store);
        unread.read().close();
        unread.append(1, 1000);
        assertThat(unread.producer.isPaused()).isFalse();

        List<ProducedStream> others = fillHalfOfTheMemory();
        unread.append(1, 1000);
        assertThat(unread.producer.isPaused()).isTrue();
        RecordingReader returned = unread.read();
        assertThat(unread.producer.isPaused()).isFalse();
        returned.close();
        assertThat(unread.producer.isPaused()).isTrue();

        others.forEach(other -> other.end(1));
        assertThat(unread.producer.isPaused()).isFalse();
        unread.producer.assertNoBreaches();
    }

    /** With streams that have not ended. */
    private List<ProducedStream> fillHalfOfTheMemory() {
        List<ProducedStream> streams = new ArrayList<>();
        while (store.bytes() <= LIMITS.maxTotalBytes() / 2) {
            ProducedStream stream = new ProducedStream(store);
            stream.append(1, LARGE);
            streams.add(stream);
        }
        return streams;
    }

    @Test
    void losesNoSignalOfAnEventThatComesJustWhenTheCursorHasNothing() throws Exception {
        int rounds = 50_000;
        StreamLog stream =
                store.create(new StreamHead(new StreamIds().create(), null, "json"), new RecordingProducer());
        AtomicBoolean signalled = new AtomicBoolean();
        AtomicInteger read = new AtomicInteger();
        StreamCursor cursor = stream.read(() -> signalled.set(true));
        Future<?> producer = actors.submit(() -> {
            for (int i = 0; i < rounds; i++) {
                int before = i;
                spinUntil(() -> read.get() >= before);
                stream.append(new byte[2], 1);
            }
        });
        for (int i = 0; i < rounds; i++) {
            read.set(i);
            int delay = i % 500; // so that the event comes at every step of the next lines
            while (delay > 0 && read.get() == i) {
                delay--;
            }
            while (cursor.next() == null) {
                spinUntil(() -> signalled.getAndSet(false));
            }
        }
        producer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void pausesAndGoesOnWithAReaderThatCatchesUpAtTheSameTime() throws Exception {
        int chunks = 20_000;
        RecordingProducer producer = new RecordingProducer();
        StreamLog stream = store.create(new StreamHead(new StreamIds().create(), null, "json"), producer);
        byte[] events = new byte[Readers.MAX_LAG + 1];
        StreamCursor cursor = stream.read(() -> {});
        Future<Integer> read = actors.submit(() -> {
            int count = 0;
            while (!cursor.ended() && !Thread.interrupted()) {
                count += cursor.next() == null ? 0 : 1;
            }
            return count;
        });
        for (int i = 1; i < chunks; i++) {
            stream.append(events, 1);
            spinUntil(() -> !producer.isPaused());
        }
        stream.end(events, 1);

        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(chunks);
        assertThat(producer.changesOfPace()).isPositive();
        producer.assertNoBreaches();
    }

    @Test
    void saysLastWhatIsTrueWhenOneComesAsAnotherLeaves() throws Exception {
        RecordingProducer producer = new RecordingProducer();
        StreamLog stream = store.create(new StreamHead(new StreamIds().create(), null, "json"), producer);
        StreamCursor staying = stream.read(() -> {});
        for (int round = 0; round < 20_000; round++) {
            StreamCursor leaving = staying;
            AtomicBoolean ready = new AtomicBoolean();
            Future<?> leaves = actors.submit(() -> {
                ready.set(true);
                leaving.close();
            });
            spinUntil(ready::get);
            staying = stream.read(() -> {});
            leaves.get(20, TimeUnit.SECONDS);

            assertThat(producer.isAbandoned()).isFalse();
        }
        producer.assertNoBreaches();
    }

    private static void spinUntil(BooleanSupplier condition) {
        long start = System.nanoTime();
        for (int spins = 0; !condition.getAsBoolean(); spins++) {
            if (spins < 1000) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(1000); // the other may need this processor
                assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
            }
        }
    }

    @Test
    void holdsNothingOfAStreamThatIsNotKeptOnceItHasBeenRead() {
        StreamLog stream =
                store.create(new StreamHead(new StreamIds().create(), null, "json"), new RecordingProducer());
        WeakReference<byte[]> first = append(stream);
        append(stream);
        await().until(() -> {
            System.gc();
            return first.get() == null;
        });
    }

    /** It holds the call that it came by, and with it the answer once more. */
    @Test
    void holdsNothingOfTheProducerOfAStreamThatHasEnded() {
        String id = new StreamIds().create();
        WeakReference<RecordingProducer> producer = produce(id);
        await().until(() -> {
            System.gc();
            return producer.get() == null;
        });
        assertThat(store.find(id)).isPresent();
        assertThat(store.stop(id)).isFalse();
    }

    private WeakReference<RecordingProducer> produce(String id) {
        RecordingProducer producer = new RecordingProducer();
        store.create(new StreamHead(id, null, "json"), producer).end("data: a\n\n".getBytes(StandardCharsets.UTF_8), 1);
        return new WeakReference<>(producer);
    }

    private static WeakReference<byte[]> append(StreamLog stream) {
        byte[] events = new byte[(int) LIMITS.maxStreamBytes()];
        stream.append(events, 1);
        return new WeakReference<>(events);
    }

    @Test
    void knowsNothingAnyMoreWhenItIsClosed() {
        ProducedStream open = new ProducedStream(store);
        open.append(1);
        ProducedStream ended = large();
        store.close();

        assertThat(isKnown(open)).isFalse();
        assertThat(isKnown(ended)).isFalse();
        assertThat(store.stop(open.id)).isFalse();
        assertThat(store.bytes()).isZero();
        open.end(1);
        assertThat(store.size()).isZero();
    }

    @Test
    void boundsWhatAnOpenStreamHoldsWhenItIsClosed() {
        ProducedStream stream = new ProducedStream(store);
        RecordingReader slow = stream.read();
        store.close();
        stream.append(1, Readers.MAX_LAG);
        assertThat(stream.producer.isPaused()).isTrue();

        slow.readAvailable();
        assertThat(stream.producer.isPaused()).isFalse();
    }

    @Test
    void holdsNothingOfAStreamThatBeginsWhenItIsClosed() {
        store.close();
        ProducedStream stream = new ProducedStream(store);
        assertThat(isKnown(stream)).isFalse();
        stream.append(1);
        stream.end(1);

        assertThat(store.size()).isZero();
        assertThat(store.bytes()).isZero();
        assertThat(threads.pending()).isZero();
        assertThat(log.lines(Level.WARN)).isEmpty();
    }

    @Test
    void refusesTheIdOfAnotherStream() {
        ProducedStream stream = new ProducedStream(store);
        stream.append(1);

        assertThatThrownBy(() -> store.create(new StreamHead(stream.id, null, "json"), new RecordingProducer()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(StreamIds.shorten(stream.id))
                .hasMessageNotContaining(stream.id);
        assertThat(isKnown(stream)).isTrue();
    }

    @Test
    void logsTheFaultOfAReader() {
        ProducedStream stream = new ProducedStream(store);
        Optional<StreamCursor> failing = store.read(stream.id, 0)
                .map(reading -> reading.open(() -> {
                    throw new IllegalStateException("a fault");
                }));
        assertThat(failing).map(StreamCursor::next).isEmpty();
        stream.append(1);

        assertThat(log.lines(Level.ERROR))
                .containsExactly("A callback of AI stream " + StreamIds.shorten(stream.id) + " failed");
    }

    @Test
    void letsAProducerEndItsStreamFromWithinACallback() {
        AtomicLong abandonments = new AtomicLong();
        StreamLog[] stream = new StreamLog[1];
        String id = new StreamIds().create();
        stream[0] = store.create(new StreamHead(id, null, "json"), new RecordingProducer() {
            @Override
            public void abandoned() {
                abandonments.incrementAndGet();
                stream[0].end(new byte[] {'\n', '\n'}, 1);
            }
        });
        store.read(id, 0).ifPresent(reading -> reading.open(() -> {}).close());
        store.read(id, 0).ifPresent(reading -> reading.open(() -> {}).close());

        assertThat(store.find(id)).map(StoredStream::ended).contains(true);
        assertThat(abandonments).hasValue(1);
    }
}
