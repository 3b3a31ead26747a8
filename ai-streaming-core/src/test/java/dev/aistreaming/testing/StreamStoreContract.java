package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every store of streams has to keep. A subclass makes the store within {@link #LIMITS} and closes it. What one instance
 * appends may reach another a little later, so nothing is expected of {@link #other} at once.
 */
public abstract class StreamStoreContract {

    /** Small enough for a test to reach. */
    protected static final StreamStoreLimits LIMITS =
            new StreamStoreLimits(256 * 1024, 4 * 1024 * 1024, Duration.ofMinutes(10));

    /** What an instance may hold of a stream that is not kept, besides the limit: generous, but a bound. */
    private static final long SLACK = 1024 * 1024;

    private static final int PRODUCED = 2_000;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    /** The store of the instance that produces the streams. */
    protected abstract StreamStore store();

    /** The store of another instance of the application, which knows the same streams. */
    protected StreamStore other() {
        return store();
    }

    /** Lets the retention of a stream that has ended pass. */
    protected abstract void expire(String streamId);

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    private RecordingReader read(StreamStore store, ProducedStream stream, long afterEvent) {
        return new RecordingReader(store, stream.id, afterEvent);
    }

    private List<StreamStore> instances() {
        return store().equals(other()) ? List.of(store()) : List.of(store(), other());
    }

    private void awaitUnknown(StreamStore store, String streamId) {
        await().until(() -> store.find(streamId).isEmpty());
        assertThat(store.read(streamId, 0)).isEmpty();
    }

    @Test
    void givesWhatCameBeforeAndFollowsWhatComes() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            stream.append(2);
            RecordingReader reader = read(instance, stream, 0);
            assertThat(reader.readTo(2)).isEqualTo(stream.textAfter(0));

            stream.append(1);
            stream.append(3);
            assertThat(reader.readTo(6)).isEqualTo(stream.textAfter(0));
            assertThat(reader.ended()).isFalse();

            stream.end(1);
            assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
            assertThat(reader.ended()).isTrue();
        }
    }

    @Test
    void saysOfTheLastChunkThatItIsTheLast() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader reader = read(store(), stream, 0);
        stream.append(1);
        stream.end(2);

        assertThat(reader.next()).satisfies(chunk -> assertThat(chunk.end()).isFalse());
        assertThat(reader.next()).satisfies(chunk -> {
            assertThat(chunk.end()).isTrue();
            assertThat(chunk.count()).isEqualTo(2);
            assertThat(chunk.lastEvent()).isEqualTo(3);
        });
        assertThat(reader.poll()).isNull();
        assertThat(reader.ended()).isTrue();
    }

    @Test
    void readsAfterEveryEventAlsoInTheMiddleOfAChunk() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        stream.append(3);
        stream.append(2);
        stream.end(2);
        for (StreamStore instance : instances()) {
            for (long after = -1; after <= stream.lastEvent(); after++) {
                assertThat(read(instance, stream, after).readToEnd()).isEqualTo(stream.textAfter(after));
            }
            assertThat(read(instance, stream, Long.MIN_VALUE).readToEnd()).isEqualTo(stream.textAfter(0));
        }
    }

    @Test
    void hasNothingAfterAnEventThatIsStillToCome() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            stream.append(2);
            await().until(() -> instance.find(stream.id)
                    .filter(found -> found.lastEvent() == 2)
                    .isPresent());

            assertThat(instance.read(stream.id, 3)).isEmpty();
            assertThat(instance.read(stream.id, Long.MAX_VALUE)).isEmpty();
            assertThat(read(instance, stream, 2).poll()).isNull();
            stream.end(2);
            await().until(() ->
                    instance.find(stream.id).filter(StoredStream::ended).isPresent());
            assertThat(instance.read(stream.id, 5)).isEmpty();
        }
    }

    @Test
    void followsWhatAnotherInstanceHasWrittenJustNow() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            for (int i = 0; i < 20; i++) {
                stream.append(1);
                assertThat(instance.read(stream.id, stream.lastEvent())).isPresent();
            }
        }
    }

    @Test
    void tellsAReaderThatHasSeenEverythingThatTheStreamHasEnded() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            stream.append(1);
            RecordingReader early = read(instance, stream, 1);
            assertThat(early.poll()).isNull();
            stream.end(2);

            assertThat(early.readToEnd()).isEqualTo(stream.textAfter(1));
            assertThat(read(instance, stream, 3).readToEnd()).isEmpty();
        }
    }

    @Test
    void signalsOnlyAfterTheCursorHadNothing() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader reader = read(store(), stream, 0);
        stream.append(1);
        stream.append(1);
        assertThat(reader.signals()).isZero();

        reader.readTo(2);
        assertThat(reader.poll()).isNull();
        stream.append(1);
        await().until(() -> reader.signals() == 1);
        stream.append(1);
        assertThat(reader.signals()).isEqualTo(1);
    }

    @Test
    void tellsWhatItKnowsOfAStream() {
        ProducedStream mine = new ProducedStream(store(), "mine");
        ProducedStream nobodys = new ProducedStream(store(), null, "other-words");
        mine.append(2);
        nobodys.append(1);
        nobodys.end(1);
        for (StreamStore instance : instances()) {
            await().untilAsserted(() ->
                    assertThat(instance.find(mine.id)).contains(new StoredStream("mine", "json", 2, false)));
            await().untilAsserted(() ->
                    assertThat(instance.find(nobodys.id)).contains(new StoredStream(null, "other-words", 2, true)));
        }
    }

    @Test
    void saysWhoseAStreamIsBeforeAnybodyReadsIt() {
        ProducedStream stream = new ProducedStream(store(), "mine", "other-words");
        stream.append(2);
        read(store(), stream, 0).close();
        await().until(stream.producer::isAbandoned);
        for (StreamStore instance : instances()) {
            await().untilAsserted(() -> assertThat(instance.read(stream.id, 2))
                    .map(StreamReading::stream)
                    .contains(new StoredStream("mine", "other-words", 2, false)));
        }

        assertThat(stream.producer.changesOfReaders()).isEqualTo(1);
    }

    @Test
    void keepsNothingThatIsAppendedAfterTheEnd() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        stream.end(1);
        String text = stream.textAfter(0);
        stream.append(1);
        stream.end(1);
        for (StreamStore instance : instances()) {
            assertThat(read(instance, stream, 0).readToEnd()).isEqualTo(text);
            assertThat(instance.find(stream.id)).map(StoredStream::lastEvent).contains(2L);
        }
    }

    @Test
    void knowsNothingByIdsThatAreNone() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        List<String> strangers = List.of(
                "",
                " ",
                "0",
                "*",
                new StreamIds().create(),
                stream.id + "0",
                stream.id.substring(1),
                stream.id + "\n",
                "\0".repeat(32),
                "\u202e".repeat(32),
                "g".repeat(32),
                "A".repeat(32),
                "\uff11".repeat(32),
                "ai-streaming:stream:" + stream.id,
                "../../../../../../../../etc/passwd",
                "\r\nFLUSHALL\r\n",
                "0".repeat(1_000_000));
        for (StreamStore instance : instances()) {
            for (String stranger : strangers) {
                assertThat(instance.find(stranger)).isEmpty();
                assertThat(instance.read(stranger, 0)).isEmpty();
                assertThat(instance.stop(stranger)).isFalse();
            }
            await().until(() -> instance.find(stream.id).isPresent());
        }
        assertThat(stream.producer.stops).hasValue(0);
    }

    @Test
    void refusesToKeepWhatHasNoProperId() {
        for (String id : List.of("", "a stream", "0".repeat(33), "A".repeat(32), "0".repeat(31) + "\n")) {
            assertThatThrownBy(() -> store().create(new StreamHead(id, null, "json"), new RecordingProducer()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void forgetsAStreamAfterItsRetention() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        stream.end(1);
        for (StreamStore instance : instances()) {
            await().until(() ->
                    instance.find(stream.id).filter(StoredStream::ended).isPresent());
        }
        expire(stream.id);
        for (StreamStore instance : instances()) {
            awaitUnknown(instance, stream.id);
            assertThat(instance.stop(stream.id)).isFalse();
        }
    }

    @Test
    void knowsTheStreamThatWasBegunLastUnderAKey() {
        for (StreamStore instance : instances()) {
            ProducedStream first = ProducedStream.of(store(), "mine", "chat");
            awaitCurrent(instance, "mine", "chat", first);
            first.append(1);
            ProducedStream second = ProducedStream.of(store(), "mine", "chat");
            ProducedStream.of(store(), "mine", "other chat").append(1);
            new ProducedStream(store(), "mine").append(1);

            awaitCurrent(instance, "mine", "chat", second);
            second.end(1);
            first.append(1);
            await().until(() ->
                    instance.find(second.id).filter(StoredStream::ended).isPresent());
            assertThat(instance.current("mine", "chat")).contains(second.id);
        }
    }

    private void awaitCurrent(StreamStore instance, @Nullable String owner, String key, ProducedStream stream) {
        await().untilAsserted(() -> assertThat(instance.current(owner, key)).contains(stream.id));
    }

    @Test
    void aKeyBelongsToItsOwner() {
        String odd = "\0 \u00e4\ud83d\ude00?#%2F:*\r\nFLUSHALL\r\n";
        ProducedStream mine = ProducedStream.of(store(), "me", odd);
        ProducedStream yours = ProducedStream.of(store(), "you", odd);
        ProducedStream nobodys = ProducedStream.of(store(), null, odd);
        ProducedStream broken = ProducedStream.of(store(), "\ud800", odd); // half a character, which no UTF-8 has
        for (StreamStore instance : instances()) {
            awaitCurrent(instance, "me", odd, mine);
            awaitCurrent(instance, "you", odd, yours);
            awaitCurrent(instance, null, odd, nobodys);
            awaitCurrent(instance, "\ud800", odd, broken);
            assertThat(instance.current("\udbff", odd)).isEmpty();
            assertThat(instance.current("?", odd)).isEmpty();
            assertThat(instance.current("", odd)).isEmpty();
            assertThat(instance.current("-", odd)).isEmpty();
            assertThat(instance.current("me", "")).isEmpty();
            assertThat(instance.current("me", "*")).isEmpty();
            assertThat(instance.current("m", "e" + odd)).isEmpty();
            assertThat(instance.current(null, "me" + odd)).isEmpty();
            assertThat(instance.current("me", "0".repeat(1_000_000))).isEmpty();
        }
    }

    @Test
    void aKeyIsForgottenWithItsStream() {
        ProducedStream stream = ProducedStream.of(store(), "mine", "chat");
        stream.append(1);
        stream.end(1);
        for (StreamStore instance : instances()) {
            await().until(() ->
                    instance.find(stream.id).filter(StoredStream::ended).isPresent());
            awaitCurrent(instance, "mine", "chat", stream);
        }
        expire(stream.id);
        for (StreamStore instance : instances()) {
            await().until(() -> instance.current("mine", "chat").isEmpty());
        }
    }

    @Test
    void aStreamBeforeTheLastDoesNotTakeItsPlaceWhenThatIsGone() {
        ProducedStream first = ProducedStream.of(store(), null, "chat");
        first.append(1);
        ProducedStream last = ProducedStream.of(store(), null, "chat");
        last.end(1);
        for (StreamStore instance : instances()) {
            awaitCurrent(instance, null, "chat", last);
        }
        expire(last.id);
        for (StreamStore instance : instances()) {
            await().until(() -> instance.current(null, "chat").isEmpty());
            assertThat(instance.find(first.id)).isPresent();
        }
    }

    @Test
    void knowsNoStreamByItsKeyThatIsTooLongToBeKept() {
        ProducedStream stream = ProducedStream.of(store(), "mine", "chat");
        for (StreamStore instance : instances()) {
            awaitCurrent(instance, "mine", "chat", stream);
        }
        stream.append(1, (int) LIMITS.maxStreamBytes());
        for (StreamStore instance : instances()) {
            await().until(() -> instance.current("mine", "chat").isEmpty());
        }
    }

    @Test
    void keepsStreamsApartFromEachOther() throws Exception {
        List<ProducedStream> streams = new ArrayList<>();
        List<Future<String>> texts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ProducedStream stream = new ProducedStream(store());
            streams.add(stream);
            texts.add(executor.submit(() -> read(other(), stream, 0).readToEnd()));
        }
        for (int round = 0; round < 20; round++) {
            streams.forEach(stream -> stream.append(2));
        }
        streams.forEach(stream -> stream.end(1));
        for (int i = 0; i < streams.size(); i++) {
            assertThat(texts.get(i).get(20, TimeUnit.SECONDS))
                    .isEqualTo(streams.get(i).textAfter(0));
        }
    }

    @Test
    void givesEachOfManyReadersTheExactText() throws Exception {
        ProducedStream stream = new ProducedStream(store());
        Random random = new Random(1);
        List<Long> positions = new ArrayList<>();
        List<Future<String>> texts = new ArrayList<>();
        Future<?> producer = produce(stream, random.nextLong());
        for (int i = 0; i < 12; i++) {
            StreamStore instance = i % 2 == 0 ? store() : other();
            long after = random.nextInt(PRODUCED);
            positions.add(after);
            texts.add(executor.submit(() -> read(instance, stream, after).readToEnd()));
            await().pollInterval(Duration.ofMillis(1)).until(() -> producer.isDone() || stream.lastEvent() > after);
        }
        producer.get(20, TimeUnit.SECONDS);
        for (int i = 0; i < positions.size(); i++) {
            assertThat(texts.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(stream.textAfter(positions.get(i)));
        }
        stream.producer.assertNoBreaches();
    }

    @Test
    void losesAndDoublesNothingForAReaderThatIsCutAgainAndAgain() throws Exception {
        ProducedStream stream = new ProducedStream(store());
        Random random = new Random(2);
        Future<?> producer = produce(stream, random.nextLong());
        StringBuilder text = new StringBuilder();
        long seen = 0;
        boolean ended = false;
        while (!ended) {
            try (RecordingReader reader = read(random.nextBoolean() ? store() : other(), stream, seen)) {
                for (int chunks = random.nextInt(30); chunks >= 0 && !ended; chunks--) {
                    ended = reader.next() == null;
                }
                seen = reader.lastEvent();
                text.append(reader.text());
            }
        }
        producer.get(20, TimeUnit.SECONDS);
        assertThat(text).hasToString(stream.textAfter(0));
        stream.producer.assertNoBreaches();
    }

    private Future<?> produce(ProducedStream stream, long seed) {
        return executor.submit(() -> {
            Random random = new Random(seed);
            while (stream.lastEvent() < PRODUCED) {
                stream.append(1 + random.nextInt(4));
                LockSupport.parkNanos(50_000); // so that readers meet it at every stage
            }
            stream.end(2);
        });
    }

    @Test
    void givesNothingMoreToAReaderThatHasClosed() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader leaving = read(store(), stream, 0);
        RecordingReader staying = read(store(), stream, 0);
        stream.append(1);
        leaving.readTo(1);
        assertThat(leaving.poll()).isNull();
        leaving.close();
        leaving.close();
        stream.end(1);

        assertThat(leaving.poll()).isNull();
        assertThat(leaving.signals()).isZero();
        assertThat(staying.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void saysWhenNobodyReadsAnyMoreAndWhenSomebodyDoesAgain() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        assertThat(stream.producer.changesOfReaders()).isZero();
        RecordingReader first = read(store(), stream, 0);
        RecordingReader second = read(store(), stream, 0);
        first.close();
        assertThat(stream.producer.changesOfReaders()).isZero();
        second.close();
        await().until(stream.producer::isAbandoned);

        for (StreamStore instance : instances()) {
            RecordingReader reader = read(instance, stream, 0);
            await().until(() -> !stream.producer.isAbandoned());
            reader.close();
            await().atMost(Duration.ofSeconds(30)).until(stream.producer::isAbandoned);
        }
        stream.producer.assertNoBreaches();
    }

    @Test
    void doesNotSayThatNobodyReadsAStreamThatHasEnded() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader reader = read(store(), stream, 0);
        stream.end(1);
        reader.readToEnd();
        reader.close();

        assertThat(stream.producer.changesOfReaders()).isZero();
    }

    @Test
    void saysLastWhatIsTrueWhenReadersComeAndGoAtTheSameTime() throws Exception {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1);
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(executor.submit(() -> {
                for (int round = 0; round < 500; round++) {
                    read(store(), stream, 0).close();
                }
            }));
        }
        for (Future<?> reader : readers) {
            reader.get(20, TimeUnit.SECONDS);
        }
        await().until(stream.producer::isAbandoned);
        RecordingReader last = read(store(), stream, 0);
        await().until(() -> !stream.producer.isAbandoned());
        last.close();
        await().until(stream.producer::isAbandoned);
        stream.producer.assertNoBreaches();
    }

    @Test
    void tellsTheProducerToStopWhereverSomebodySaysSo() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            stream.append(1);
            await().until(() -> instance.find(stream.id).isPresent());

            assertThat(instance.stop(stream.id)).isTrue();
            await().until(() -> stream.producer.stops.get() == 1);

            stream.end(1);
            await().until(() ->
                    instance.find(stream.id).filter(StoredStream::ended).isPresent());
            assertThat(instance.stop(stream.id)).isFalse();
            assertThat(stream.producer.stops).hasValue(1);
        }
    }

    @Test
    void letsNoSlowReaderHoldUpAStreamThatIsKept() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader slow = read(store(), stream, 0);
        while (stream.bytes() < LIMITS.maxStreamBytes() * 9 / 10) {
            stream.append(1, 1000);
            read(store(), stream, 0).close();
        }
        stream.end(1);

        assertThat(stream.producer.changesOfPace()).isZero();
        assertThat(slow.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void givesAllOfAStreamThatIsTooLongToItsReadersElsewhereToo() {
        for (StreamStore instance : instances()) {
            ProducedStream stream = new ProducedStream(store());
            read(store(), stream, 0).close();
            await().until(stream.producer::isAbandoned);
            stream.append(1);
            RecordingReader reader = read(instance, stream, 0);
            await().until(() -> !stream.producer.isAbandoned()); // the producer knows of the reader
            while (stream.bytes() < 2 * LIMITS.maxStreamBytes()) {
                stream.append(3, 1000);
                reader.readTo(stream.lastEvent());
            }
            for (StreamStore each : instances()) {
                awaitUnknown(each, stream.id);
            }
            stream.end(1);

            assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        }
    }

    @Test
    void givesAllOfAStreamThatIsTooLongToItsReadersAndToNobodyElse() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader slow = read(store(), stream, 0);
        RecordingReader fast = read(store(), stream, 0);
        for (int round = 0; round < 3; round++) {
            while (!stream.producer.isPaused()) {
                stream.append(3, 1000);
                fast.readAvailable();
                assertThat(stream.bytes()).isLessThan(LIMITS.maxStreamBytes() + (round + 1) * SLACK);
            }
            for (StreamStore instance : instances()) {
                awaitUnknown(instance, stream.id);
            }
            slow.readAvailable();
            await().until(() -> !stream.producer.isPaused());
        }
        stream.end(1);

        assertThat(slow.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(fast.readToEnd()).isEqualTo(stream.textAfter(0));
        stream.producer.assertNoBreaches();
    }

    @Test
    void waitsNoLongerForAReaderThatHasClosed() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader fast = read(store(), stream, 0);
        RecordingReader slow = read(store(), stream, 0);
        while (!stream.producer.isPaused()) {
            stream.append(3, 1000);
            fast.readAvailable();
            assertThat(stream.bytes()).isLessThan(LIMITS.maxStreamBytes() + SLACK);
        }
        slow.close();
        await().until(() -> !stream.producer.isPaused());
    }

    @Test
    void waitsForNobodyWhereNobodyReadsAStreamThatIsTooLong() {
        ProducedStream stream = new ProducedStream(store());
        while (stream.bytes() < LIMITS.maxStreamBytes() + SLACK) {
            stream.append(3, 1000);
        }
        stream.end(1);

        assertThat(stream.producer.changesOfPace()).isZero();
    }

    @Test
    void canStopAStreamThatIsTooLong() {
        ProducedStream stream = new ProducedStream(store());
        stream.append(1, (int) LIMITS.maxStreamBytes());

        assertThat(store().stop(stream.id)).isTrue();
        await().until(() -> stream.producer.stops.get() == 1);
    }

    @Test
    void givesAllToTheFirstReader() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader first = stream.read();
        assertThat(first.poll()).isNull();
        stream.append(2);
        stream.end(1);

        assertThat(first.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void countsTheFirstReader() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader first = stream.read();
        RecordingReader second = read(store(), stream, 0);
        second.close();
        assertThat(stream.producer.changesOfReaders()).isZero();
        first.close();
        await().until(stream.producer::isAbandoned);
    }

    @Test
    void givesAllOfAStreamThatIsTooLongFromTheBeginningToItsFirstReader() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader first = stream.read();
        stream.append(1, (int) LIMITS.maxStreamBytes());
        stream.end(1);

        assertThat(first.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void givesAllToTheFirstReaderOfAStreamThatBeginsWhenTheStoreIsClosed() {
        store().close();
        ProducedStream stream = new ProducedStream(store());
        RecordingReader first = stream.read();
        stream.append(1);
        stream.end(1);

        assertThat(first.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void goesOnForItsReadersWhenItIsClosed() {
        ProducedStream stream = new ProducedStream(store());
        RecordingReader reader = read(store(), stream, 0);
        stream.append(2);
        store().close();
        stream.append(1);
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void aReaderThatFailsDoesNoHarmToOthers() {
        ProducedStream stream = new ProducedStream(store());
        AtomicInteger failures = new AtomicInteger();
        Optional<StreamCursor> failing = store().read(stream.id, 0)
                .map(reading -> reading.open(() -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("a fault of the reader");
                }));
        assertThat(failing).map(StreamCursor::next).isEmpty();
        RecordingReader other = read(store(), stream, 0);
        assertThat(other.poll()).isNull();
        stream.end(1);

        assertThat(other.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(failures).hasValue(1);
    }
}
