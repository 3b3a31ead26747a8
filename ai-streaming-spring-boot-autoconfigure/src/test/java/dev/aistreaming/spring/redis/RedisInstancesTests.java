package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingReader;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several instances of an application at one Redis. */
@Tag("integration")
class RedisInstancesTests {

    private static final StreamStoreLimits LIMITS = StreamStoreLimits.DEFAULTS;
    private static final Duration LONG = Duration.ofSeconds(30);

    private static final TestRedis redis = TestRedis.startOwn();

    private final StreamIds ids = new StreamIds();
    private final List<TestStore> stores = new ArrayList<>();
    private final TestStore producer = instance();
    private final TestStore other = instance();

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        stores.forEach(TestStore::close);
        redis.commands().flushall();
    }

    private TestStore instance() {
        TestStore store = new TestStore(redis, LIMITS);
        stores.add(store);
        return store;
    }

    private static RecordingReader read(TestStore instance, String streamId, long afterEvent) {
        return new RecordingReader(instance.store, streamId, afterEvent);
    }

    private static String ending(long firstEvent) {
        return new String(TestStore.ending("", "json", firstEvent).events(), StandardCharsets.UTF_8);
    }

    private static List<StreamMessage<String, String>> entries(String streamId) {
        return redis.commands().xrange(Keys.stream(streamId), Range.unbounded());
    }

    private static void add(String streamId, String id, Map<String, String> entry) {
        redis.commands().xadd(Keys.stream(streamId), new XAddArgs().id(id), entry);
    }

    private static void assertExpired(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STREAM_EXPIRED));
    }

    @Test
    void givesWhatThereWasAndOneEndingWhenTheProducerIsGone() {
        TestStore third = instance();
        ProducedStream stream = new ProducedStream(producer.store, "owner");
        stream.append(2);
        stream.append(1);
        RecordingReader reader = read(other, stream.id, 0);
        RecordingReader late = read(third, stream.id, 2);
        assertThat(reader.readTo(3)).isEqualTo(stream.textAfter(0));
        assertThat(late.readTo(3)).isEqualTo(stream.textAfter(2));

        producer.crash();
        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0) + ending(4));
        assertThat(late.readToEnd()).isEqualTo(stream.textAfter(2) + ending(4));
        assertThat(entries(stream.id))
                .filteredOn(entry -> entry.getId().equals(Entries.SEAL))
                .hasSize(1);
        for (TestStore instance : List.of(other, third)) {
            assertThat(instance.store.find(stream.id)).contains(new StoredStream("owner", "json", 5, true));
            assertThat(read(instance, stream.id, 3).readToEnd()).isEqualTo(ending(4));
            assertThat(read(instance, stream.id, 5).readToEnd()).isEmpty();
            assertThat(instance.store.stop(stream.id)).isFalse();
        }
    }

    private static void awaitCurrent(TestStore instance, ProducedStream stream) {
        await().untilAsserted(() ->
                assertThat(instance.store.current("owner", "chat")).contains(stream.id));
    }

    @Test
    void theLastStreamOfAKeyCountsWhicheverInstanceWritesIt() {
        TestStore third = instance();
        ProducedStream first = ProducedStream.of(producer.store, "owner", "chat");
        awaitCurrent(other, first);
        ProducedStream second = ProducedStream.of(other.store, "owner", "chat");
        for (TestStore instance : List.of(producer, other, third)) {
            awaitCurrent(instance, second);
        }
        second.end(1);
        first.append(1);
        ProducedStream last = ProducedStream.of(producer.store, "owner", "chat");
        assertThat(producer.store.current("owner", "chat")).contains(last.id);
        for (TestStore instance : List.of(other, third)) {
            awaitCurrent(instance, last);
        }
        assertThat(redis.commands().xlen(Keys.last("owner", "chat"))).isEqualTo(1);
    }

    @Test
    void aStreamThatBeganEarlierAndIsWrittenLaterDoesNotTakeTheKey() {
        Instant now = Instant.now();
        ProducedStream later = ProducedStream.of(producer.store, "owner", "chat", now.plusNanos(1_001_000));
        awaitCurrent(other, later);
        ProducedStream same = ProducedStream.of(other.store, "owner", "chat", now.plusNanos(1_000_000));
        ProducedStream earlier = ProducedStream.of(other.store, "owner", "chat", now);
        for (ProducedStream written : List.of(same, earlier)) {
            await().until(() -> producer.store.find(written.id).isPresent());
        }

        awaitCurrent(producer, later);
        awaitCurrent(other, later);
    }

    @Test
    void aKeyExpiresAfterItsStreamHoweverShortlyThoseBeforeItAreKept() {
        StreamStoreLimits brief = new StreamStoreLimits(1 << 20, 1 << 20, Duration.ofSeconds(1));
        TestStore store = new TestStore(redis, brief);
        stores.add(store);
        String key = Keys.last("owner", "chat");
        ProducedStream first = ProducedStream.of(store.store, "owner", "chat");
        ProducedStream second = ProducedStream.of(store.store, "owner", "chat");
        awaitCurrent(other, second);
        first.end(1);
        await().until(() ->
                other.store.find(first.id).isEmpty() || redis.commands().pttl(Keys.stream(first.id)) <= 1_000);

        assertThat(redis.commands().pttl(key)).isBetween(30_000L, 60_000L);
        assertThat(redis.commands().pttl(key))
                .isGreaterThanOrEqualTo(redis.commands().pttl(Keys.stream(second.id)));
    }

    @Test
    void namesNobodyAndNothingInTheNameOfAKey() {
        assertThat(Keys.last("owner", "chat"))
                .matches("ai-streaming:key:[0-9a-f]{64}")
                .isEqualTo(Keys.last("owner", "chat"));
        assertThat(List.of(
                        Keys.last("owner", "chat"),
                        Keys.last("owne", "rchat"),
                        Keys.last("", "ownerchat"),
                        Keys.last(null, "ownerchat"),
                        Keys.last(null, "chat"),
                        Keys.last("-", "chat"),
                        Keys.last(null, "5:owner:chat")))
                .doesNotHaveDuplicates();
    }

    @Test
    void endsAStreamOfWhichNothingHadComeYet() {
        ProducedStream stream = new ProducedStream(producer.store);
        RecordingReader reader = read(other, stream.id, 0);
        producer.crash();

        assertThat(reader.readToEnd()).isEqualTo(ending(1));
    }

    @Test
    void endsAStreamThatIsFirstReadWhenItsProducerIsLongGone() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(3);
        await().until(() -> other.store
                .find(stream.id)
                .filter(found -> found.lastEvent() == 3)
                .isPresent());
        producer.crash();
        await().atMost(LONG)
                .until(() -> redis.commands().keys("ai-streaming:instance:*").size() == 1);

        assertThat(read(other, stream.id, 1).readToEnd()).isEqualTo(stream.textAfter(1) + ending(4));
    }

    @Test
    void endsWhatHasNotEndedWhenAnInstanceLeaves() {
        ProducedStream stream = new ProducedStream(producer.store);
        RecordingReader reader = read(other, stream.id, 0);
        stream.append(2);
        producer.close();

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0) + ending(3));
        assertThat(redis.commands().keys("ai-streaming:instance:*")).hasSize(1);
    }

    @Test
    void leavesAStreamAloneThatHasEnded() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(2);
        stream.end(1);
        RecordingReader reader = read(other, stream.id, 0);
        producer.close();

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(entries(stream.id)).noneMatch(entry -> entry.getId().equals(Entries.SEAL));
    }

    @Test
    void stopsAProducerThatWasTakenForDead() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        RecordingReader reader = read(other, stream.id, 0);
        assertThat(reader.readTo(1)).isEqualTo(stream.textAfter(0));
        String kept = stream.textAfter(0);

        add(stream.id, Entries.SEAL, Map.of("end", ""));
        stream.append(5);
        await().until(() -> stream.producer.stops.get() == 1);
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(kept + ending(2));
        assertThat(read(other, stream.id, 0).readToEnd()).isEqualTo(kept + ending(2));
        assertThat(read(producer, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void goesOnWhereRedisHadAnEntryAlready() {
        ProducedStream stream = new ProducedStream(producer.store);
        RecordingReader reader = read(other, stream.id, 0);
        add(stream.id, "1-0", Map.of("count", "1", "events", "data: 1 of " + stream.id + "\n\n"));
        stream.append(1); // as if a broken connection had it sent twice
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(stream.producer.stops).hasValue(0);
    }

    @Test
    void readsAStreamOfManyPages() {
        String id = ids.create();
        add(id, Entries.HEAD, Map.of("instance", ids.create()));
        int events = 3 * StoredStreams.PAGE;
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= events; i++) {
            add(id, i + "-0", Map.of("count", "1", "events", "data: " + i + "\n\n"));
            text.append("data: ").append(i).append("\n\n");
        }
        add(id, Entries.SEAL, Map.of("end", ""));

        assertThat(read(other, id, 0).readToEnd()).isEqualTo(text + ending(events + 1));
    }

    @Test
    void joinsWhatHasComeTogether() {
        ProducedStream stream = new ProducedStream(producer.store);
        for (int i = 0; i < 1000; i++) {
            stream.append(2, 100);
        }
        stream.end(1);

        assertThat(read(other, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(read(other, stream.id, 1001).readToEnd()).isEqualTo(stream.textAfter(1001));
        assertThat(entries(stream.id)).hasSizeLessThan(500);
    }

    @Test
    void needsNoConnectionPerReader() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        read(other, stream.id, 0).readTo(1);
        long before = redis.connections();
        List<RecordingReader> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readers.add(read(i % 2 == 0 ? other : producer, stream.id, 0));
        }
        stream.append(1);
        readers.forEach(reader -> assertThat(reader.readTo(2)).isEqualTo(stream.textAfter(0)));

        assertThat(redis.connections()).isEqualTo(before).isEqualTo(6);
    }

    @Test
    void listensOnlyToProducersWhoseStreamsAreRead() {
        ProducedStream one = new ProducedStream(producer.store);
        ProducedStream another = new ProducedStream(producer.store);
        RecordingReader first = read(other, one.id, 0);
        RecordingReader second = read(other, one.id, 0);
        RecordingReader third = read(other, another.id, 0);
        await().until(() -> appendedChannels() == 1);
        first.close();
        third.close();
        one.append(1);
        assertThat(second.readTo(1)).isEqualTo(one.textAfter(0));
        assertThat(appendedChannels()).isEqualTo(1);

        second.close();
        await().until(() -> appendedChannels() == 0);
    }

    private static long appendedChannels() {
        return redis.commands().pubsubChannels("ai-streaming:appended:*").size();
    }

    @Test
    void countsReadersOfAnInstanceThatIsGoneOnlyForAWhile() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        read(producer, stream.id, 0).close();
        await().until(stream.producer::isAbandoned);
        read(other, stream.id, 0).readTo(1);
        await().until(() -> !stream.producer.isAbandoned());

        other.crash();
        await().atMost(LONG).until(stream.producer::isAbandoned);
        stream.producer.assertNoBreaches();
    }

    @Test
    void endsAStreamThatIsStoppedAfterItsProducerIsGone() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        await().until(() -> other.store
                .find(stream.id)
                .filter(found -> found.lastEvent() == 1)
                .isPresent());
        producer.crash();
        await().atMost(LONG)
                .until(() -> redis.commands().keys("ai-streaming:instance:*").size() == 1);

        assertThat(other.store.stop(stream.id)).isTrue();
        assertThat(other.store.find(stream.id)).contains(new StoredStream(null, "json", 3, true));
        assertThat(other.store.stop(stream.id)).isFalse();
    }

    @Test
    void letsEverythingExpire() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        await().until(() -> redis.commands().pttl(Keys.stream(stream.id)) > 0);
        assertThat(redis.commands().pttl(Keys.stream(stream.id)))
                .isLessThanOrEqualTo(LIMITS.retention().toMillis());
        stream.end(1);
        read(other, stream.id, 0).readToEnd();

        assertThat(redis.commands().keys("ai-streaming:*"))
                .contains(Keys.stream(stream.id))
                .allMatch(key -> redis.commands().pttl(key) > 0);
    }

    @Test
    void asksRedisNothingForWhatIsNoId() {
        await().until(() -> redis.connections() == 6);
        redis.commands().configResetstat();
        for (String id : List.of("", "*", "0".repeat(31) + "\n", "A".repeat(32), "0".repeat(1000))) {
            assertThat(other.store.find(id)).isEmpty();
            assertThat(other.store.read(id, 0)).isEmpty();
            assertThat(other.store.stop(id)).isFalse();
        }
        assertThat(redis.commands().info("commandstats")).doesNotContain("cmdstat_xrange");

        assertThat(other.store.find(ids.create())).isEmpty();
        assertThat(redis.commands().info("commandstats")).contains("cmdstat_xrange");
    }

    @Test
    void asksRedisOnceForAStreamThatIsThere() {
        ProducedStream stream = new ProducedStream(producer.store, "owner", "other-words");
        stream.append(3);
        await().until(() -> entries(stream.id).size() == 2);
        redis.commands().configResetstat();

        assertThat(other.store.read(stream.id, 2))
                .map(StreamReading::stream)
                .contains(new StoredStream("owner", "other-words", 3, false));
        assertThat(redis.commands().info("commandstats"))
                .contains("cmdstat_xrange:calls=1,")
                .contains("cmdstat_xrevrange:calls=1,");
    }

    @Test
    void knowsTheFormatOfAStreamThatAnOlderVersionHasBegun() {
        String id = ids.create();
        add(id, Entries.HEAD, Map.of("instance", ids.create()));

        assertThat(other.store.find(id)).map(StoredStream::format).contains("json");
    }

    @Test
    void endsAStreamInTheFormatThatItIsIn() {
        ProducedStream stream = new ProducedStream(producer.store, null, "other-words");
        RecordingReader reader = read(other, stream.id, 0);
        producer.crash();

        assertThat(reader.readToEnd()).contains("interrupted in other-words");
    }

    @Test
    void givesNoTextAfterAGap() {
        String id = ids.create();
        add(id, Entries.HEAD, Map.of("instance", ids.create()));
        add(id, "2-0", Map.of("count", "2", "events", "data: 1\n\ndata: 2\n\n"));
        add(id, "5-0", Map.of("count", "1", "events", "data: 5\n\n", "end", ""));
        RecordingReader reader = read(other, id, 0);

        assertExpired(reader::readToEnd);
        assertThat(reader.text()).isEqualTo("data: 1\n\ndata: 2\n\n");
        assertExpired(reader::poll);
    }

    @Test
    void givesNothingOfAnEntryThatIsNotOneOfOurs() {
        String id = ids.create();
        add(id, Entries.HEAD, Map.of("instance", ids.create()));
        add(id, "1-0", Map.of("something", "else"));

        assertExpired(read(other, id, 0)::next);
    }

    @Test
    void doesNotKnowAStreamWhoseBeginningIsGone() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        await().until(() -> entries(stream.id).size() == 2);
        redis.commands().xtrim(Keys.stream(stream.id), 1);

        assertThat(other.store.find(stream.id)).isEmpty();
        assertThat(other.store.read(stream.id, 0)).isEmpty();
    }

    @Test
    void tellsAReaderWhenAStreamExpiresUnderIt() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(2);
        RecordingReader reader = read(other, stream.id, 0);
        reader.readTo(2);
        redis.commands().del(Keys.stream(stream.id));

        assertExpired(reader::next);
        assertThat(reader.text()).isEqualTo(stream.textAfter(0));
    }

    @Test
    void countsAStreamThatRedisHasLost() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        await().until(() -> entries(stream.id).size() == 2);
        redis.commands().del(Keys.stream(stream.id));
        stream.append(1);
        await().until(() -> producer.store.uncopiedStreams() == 1);
        stream.append(1);
        stream.end(1);

        assertThat(read(producer, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(other.store.find(stream.id)).isEmpty();
        assertThat(producer.store.uncopiedStreams()).isEqualTo(1);
        assertThat(producer.store.isAvailable()).isTrue();
    }

    @Test
    void aFaultAtOneStreamLeavesNoGapInOthers() {
        List<ProducedStream> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(i % 5 == 2 ? faulty() : new ProducedStream(producer.store));
        }
        streams.forEach(stream -> stream.append(1));
        streams.forEach(stream -> stream.append(2));
        streams.forEach(stream -> stream.end(1));

        for (int i = 0; i < streams.size(); i++) {
            ProducedStream stream = streams.get(i);
            if (i % 5 != 2) {
                assertThat(read(other, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
            }
        }
        await().until(() -> producer.store.uncopiedStreams() == 4);
    }

    /** One whose head cannot be written. */
    @SuppressWarnings("NullAway")
    private ProducedStream faulty() {
        return new ProducedStream(producer.store, null, null);
    }

    @Test
    void doesNotMindMessagesThatAreNone() {
        ProducedStream stream = new ProducedStream(producer.store);
        RecordingReader reader = read(other, stream.id, 0);
        await().until(() -> appendedChannels() == 1);
        for (String channel : redis.commands().pubsubChannels("ai-streaming:*")) {
            for (String message :
                    List.of("", "s", "x" + stream.id + stream.id, "s" + stream.id.substring(1), "\0", "s".repeat(99))) {
                redis.commands().publish(channel, message);
            }
        }
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(stream.producer.stops).hasValue(0);
    }

    @Test
    void isThereAgainAfterItHasLeft() {
        RedisStoreLifecycle lifecycle = new RedisStoreLifecycle(producer.store);
        lifecycle.start();
        assertThat(lifecycle.isRunning()).isTrue();
        await().until(() -> redis.connections() == 6);
        lifecycle.stop();
        assertThat(lifecycle.isRunning()).isFalse();
        await().until(() -> redis.connections() == 3);

        lifecycle.start();
        await().until(() -> redis.connections() == 6);
        ProducedStream stream = new ProducedStream(producer.store);
        stream.end(1);
        assertThat(read(other, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(producer.store.uncopiedStreams()).isZero();
    }
}
