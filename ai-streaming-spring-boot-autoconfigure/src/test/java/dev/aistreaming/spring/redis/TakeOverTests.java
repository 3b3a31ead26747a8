package dev.aistreaming.spring.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.RecordingRestarter.Rest;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.RecordingProducer;
import dev.aistreaming.testing.RecordingReader;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.KillArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams of instances that have died, and that others go on with. */
@Tag("integration")
class TakeOverTests {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final byte[] KEY = new byte[RequestCipher.KEY_LENGTH];

    private static final TestRedis redis = TestRedis.startOwn();

    private final RecordingRestarter restarter = new RecordingRestarter();
    private final List<TestStore> stores = new ArrayList<>();
    private final String id = new StreamIds().create();
    private final RecordingProducer producer = new RecordingProducer();
    private final TestStore first = instance();

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
        return instance(KEY);
    }

    private TestStore instance(byte[] key) {
        return instance(StreamStoreLimits.DEFAULTS, key, task -> new Thread(task).start());
    }

    private TestStore instance(StreamStoreLimits limits, byte[] key, Executor workers) {
        TestStore store = new TestStore(
                redis.connectionFactory(), limits, new Restarts(new RequestCipher(key), () -> restarter, workers));
        stores.add(store);
        return store;
    }

    private StreamLog begin(String request) {
        StreamHead head = new StreamHead(id, "owner", "json", "chat", Instant.now());
        return first.store.create(head, producer, request.getBytes(StandardCharsets.UTF_8));
    }

    /** A stream of two events that is read elsewhere. */
    private StreamLog begun(String request) {
        StreamLog log = begin(request);
        log.append(RecordingRestarter.event("a"), 1);
        log.append(RecordingRestarter.event("b"), 1);
        return log;
    }

    /** An instance that has died since has gone on with what another one still writes. */
    private void claim(String streamId) {
        redis.commands()
                .xadd(
                        Keys.stream(streamId),
                        new XAddArgs().id(Entries.SEAL),
                        Map.of("end", "", "next", new StreamIds().create()));
    }

    private RecordingReader read(TestStore instance) {
        return new RecordingReader(instance.store, id, 0);
    }

    private Rest awaitRest(int number) {
        await().atMost(LONG).until(() -> restarter.begun.size() >= number);
        return restarter.begun.get(number - 1);
    }

    private static String texts(String... texts) {
        return String.join(
                "", Arrays.stream(texts).map(text -> "data: " + text + "\n\n").toList());
    }

    private static String ending(long firstEvent) {
        return new String(TestStore.ending("", "json", firstEvent).events(), StandardCharsets.UTF_8);
    }

    /** The number of an event of the writer that comes after so many dead ones, none of which has left the stream empty. */
    private static long after(int deaths, long event) {
        return deaths * StreamChunk.GAP + event;
    }

    private void awaitTheEndOfTheRequest() {
        await().atMost(LONG).until(() -> redis.commands().exists(Keys.request(id)) == 0);
    }

    @Test
    void oneOfManyInstancesGoesOnAndAllReadersGetTheRest() {
        begun("hi");
        List<TestStore> others = List.of(instance(), instance(), instance());
        List<RecordingReader> readers = others.stream().map(this::read).toList();
        readers.forEach(reader -> reader.readTo(2));

        first.crash();
        Rest rest = awaitRest(1);
        rest.append("c");
        readers.forEach(reader -> assertThat(reader.readTo(3)).isEqualTo(texts("a", "b", "c")));
        RecordingReader late = new RecordingReader(others.get(0).store, id, 1);
        rest.end("d");

        readers.forEach(reader -> assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c", "d")));
        assertThat(late.readToEnd()).isEqualTo(texts("b", "c", "d"));
        assertThat(restarter.begun).hasSize(1);
        assertThat(rest.request()).isEqualTo("hi");
        assertThat(rest.lastEvent()).isEqualTo(after(1, 2));
        for (TestStore other : others) {
            assertThat(other.store.find(id)).contains(new StoredStream("owner", "json", after(1, 4), true));
        }
        awaitTheEndOfTheRequest();
        rest.producer().assertNoBreaches();
    }

    @Test
    void goesOnWithAStreamOfWhichNothingHadComeYet() {
        begin("hi");
        RecordingReader reader = read(instance());
        first.crash();

        awaitRest(1).end("a");

        assertThat(reader.readToEnd()).isEqualTo(texts("a"));
    }

    @Test
    void whoGoesOnMayDieTooUpToThreeTimes() {
        begun("hi");
        TestStore dying = first;
        TestStore reading = instance();
        RecordingReader reader = read(reading);
        reader.readTo(2);
        StringBuilder expected = new StringBuilder(texts("a", "b"));
        for (int death = 1; death <= Restarts.MAX_RESTARTS; death++) {
            dying.crash();
            awaitRest(death).append("of " + death);
            reader.readTo(after(death, 2 + death));
            expected.append(texts("of " + death));
            dying = reading;
            reading = instance();
            reader = read(reading);
            assertThat(reader.readTo(after(death, 2 + death))).isEqualTo(expected.toString());
        }
        dying.crash();

        assertThat(reader.readToEnd()).isEqualTo(expected + ending(after(Restarts.MAX_RESTARTS, 6)));
        assertThat(restarter.begun).hasSize(Restarts.MAX_RESTARTS);
        awaitTheEndOfTheRequest();
    }

    @Test
    void aStreamWhoseRequestIsNotKeptEndsAsItDoesOtherwise() {
        StreamLog log = first.store.create(new StreamHead(id, "owner", "json"), producer);
        log.append(RecordingRestarter.event("a"), 1);
        RecordingReader reader = read(instance());
        reader.readTo(1);
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a") + ending(2));
        assertThat(restarter.begun).isEmpty();
    }

    @Test
    void aRequestThatIsTooLargeIsNotKept() {
        begun("x".repeat(Restarts.MAX_REQUEST_BYTES + 1));
        RecordingReader reader = read(instance());
        reader.readTo(2);

        assertThat(redis.commands().exists(Keys.request(id))).isZero();
        first.crash();
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
    }

    @Test
    void aRequestIsEncryptedAndExpiresAndIsDeletedAtTheEnd() {
        StreamLog log = begun("the secret of the house");
        RecordingReader reader = read(instance());
        reader.readTo(2);

        assertThat(redis.commands().get(Keys.request(id))).isNotEmpty().doesNotContain("secret");
        assertThat(redis.commands().pttl(Keys.request(id)))
                .isBetween(1L, Duration.ofMinutes(10).toMillis());
        log.end(RecordingRestarter.event("c"), 1);
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
        awaitTheEndOfTheRequest();
    }

    @Test
    void aStreamEndsWhoseRequestAnotherKeyHasEncrypted() {
        begun("hi");
        byte[] other = KEY.clone();
        other[0] = 1;
        RecordingReader reader = read(instance(other));
        reader.readTo(2);
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        assertThat(restarter.begun).isEmpty();
    }

    @Test
    void aStreamEndsThatCannotBeAskedAgainHere() {
        begun("nothing that is known here");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
    }

    @Test
    void aStreamEndsThatCouldNotBeGoneOnWith() {
        restarter.fails = true;
        begun("hi");
        TestStore other = instance();
        RecordingReader reader = read(other);
        reader.readTo(2);
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        assertThat(other.store.find(id)).contains(new StoredStream("owner", "json", 4, true));
    }

    @Test
    void anInstanceThatStopsLeavesTheStreamToOthers() {
        restarter.ready = false;
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        first.crash();
        await().atMost(LONG)
                .until(() -> redis.commands().keys("ai-streaming:instance:*").size() == 1);
        assertThat(restarter.begun).isEmpty();

        restarter.ready = true;
        awaitRest(1).end("c");
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
    }

    @Test
    void isStoppedAndToldOnWhicheverInstanceItGoesOn() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        first.crash();
        Rest rest = awaitRest(1);
        rest.append("c");
        reader.readTo(3);

        TestStore third = instance();
        await().atMost(LONG).until(() -> third.store.find(id).isPresent());
        assertThat(third.store.stop(id)).isTrue();
        await().atMost(LONG).until(() -> rest.producer().stops.get() == 1);
        rest.end("d");
        assertThat(new RecordingReader(third.store, id, 2).readToEnd()).isEqualTo(texts("c", "d"));
        assertThat(third.store.stop(id)).isFalse();
    }

    /** The lease of the dead instance has not expired yet, so nobody knows. */
    @Test
    void nobodyAsksAgainForWhatWasStoppedBeforeTheDeathWasFound() {
        begun("hi");
        TestStore other = instance();
        RecordingReader reader = read(other);
        reader.readTo(2);
        first.crash();

        assertThat(other.store.stop(id)).isTrue();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        assertThat(restarter.begun).isEmpty();
    }

    @Test
    void nobodyAsksAgainForWhatWasStoppedWhileItWasTakenOver() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        restarter.onPrepare = () -> redis.commands().del(Keys.request(id)); // which a stop does first
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        assertThat(restarter.begun).isEmpty();
    }

    @Test
    void isAbandonedOnceNobodyReadsItAnyMore() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        first.crash();
        Rest rest = awaitRest(1);
        rest.append("c");
        reader.readTo(3);
        assertThat(rest.producer().isAbandoned()).isFalse();

        reader.close();

        await().atMost(LONG).until(() -> rest.producer().isAbandoned());
        rest.producer().assertNoBreaches();
    }

    @Test
    void aProducerThatWasOnlyAsleepIsRefusedAndStops() {
        StreamLog log = begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        claim(id);
        log.append(RecordingRestarter.event("too late"), 1);

        await().atMost(LONG).until(() -> producer.stops.get() == 1);
        assertThat(redis.commands().exists(Keys.stream(id))).isEqualTo(1);
        awaitRest(1).end("c"); // whoever was to go on is not there
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
    }

    @Test
    void aProducerThatWasAsleepAtItsEndLeavesTheRequestToWhoeverGoesOn() {
        StreamLog log = begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        claim(id);
        log.end(RecordingRestarter.event("too late"), 1);

        await().atMost(LONG).until(() -> producer.stops.get() == 1);
        assertThat(redis.commands().exists(Keys.request(id))).isEqualTo(1);
        awaitRest(1).end("c");
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
        awaitTheEndOfTheRequest();
    }

    @Test
    void anInstanceThatLeavesLeavesTheRequestToWhoeverGoesOn() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        claim(id);

        first.store.leave();

        assertThat(redis.commands().exists(Keys.request(id))).isEqualTo(1);
        awaitRest(1).end("c");
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
    }

    @Test
    void anInstanceThatLeavesDeletesTheRequestsOfWhatItEnds() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);

        first.store.leave();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        awaitTheEndOfTheRequest();
        assertThat(restarter.begun).isEmpty();
    }

    /** The other one, which is deleted, says when. */
    @Test
    void aProducerThatWasAsleepDeletesNothingOfWhatSomebodyGoesOnWith() {
        TestStore small = instance(new StreamStoreLimits(100, 1000, Duration.ofMinutes(10)), KEY, Runnable::run);
        String other = new StreamIds().create();
        List<StreamLog> logs = new ArrayList<>();
        for (String each : List.of(id, other)) {
            StreamLog log = small.store.create(new StreamHead(each, "owner", "json"), producer, "hi".getBytes(UTF_8));
            log.append(RecordingRestarter.event("a"), 1);
            logs.add(log);
            await().atMost(LONG).until(() -> redis.commands().xlen(Keys.stream(each)) == 2);
        }
        claim(id);
        byte[] tooMuch = RecordingRestarter.event("x".repeat(100));
        logs.forEach(log -> log.append(tooMuch, 1));

        await().atMost(LONG).until(() -> redis.commands().exists(Keys.stream(other)) == 0);
        assertThat(redis.commands().exists(Keys.stream(id), Keys.request(id))).isEqualTo(2);
    }

    /** So nobody can be told yet. */
    @Test
    void isStoppedThoughItWasNotThereYetWhenSomebodyStoppedIt() {
        begun("hi");
        RecordingReader reader = read(instance());
        reader.readTo(2);
        restarter.onBegin = () -> redis.commands().del(Keys.request(id)); // which a stop does first
        first.crash();

        Rest rest = awaitRest(1);
        await().atMost(LONG).until(() -> rest.producer().stops.get() == 1);
        rest.end("c");
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c"));
    }

    @Test
    void aStreamEndsThatIsClaimedByAnInstanceWhoseThreadsAreUsedUp() {
        AtomicBoolean usedUp = new AtomicBoolean();
        restarter.onPrepare = () -> usedUp.set(true);
        begun("hi");
        TestStore other = instance(StreamStoreLimits.DEFAULTS, KEY, task -> {
            if (usedUp.get()) {
                throw new RejectedExecutionException("no thread");
            }
            new Thread(task).start();
        });
        RecordingReader reader = read(other);
        reader.readTo(2);
        first.crash();

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b") + ending(3));
        assertThat(restarter.begun).isEmpty();
        awaitTheEndOfTheRequest();
    }

    @Test
    void sendsARequestAgainThatRedisHasNotTaken() {
        AclSetuserArgs noRequests = AclSetuserArgs.Builder.resetKeys();
        Stream.of("stream:*", "instance:*").forEach(key -> noRequests.keyPattern("ai-streaming:" + key));
        redis.commands().aclSetuser("default", noRequests);
        try {
            begun("hi");
            read(instance()).readTo(2);
        } finally {
            redis.commands().aclSetuser("default", AclSetuserArgs.Builder.allKeys());
        }
        assertThat(redis.commands().exists(Keys.request(id))).isZero();

        redis.commands().clientKill(KillArgs.Builder.typeNormal());

        await().atMost(LONG).until(() -> redis.commands().exists(Keys.request(id)) == 1);
    }

    @Test
    void keepsNothingForEverOfARestThatRedisHasLost() {
        begun("hi");
        TestStore other = instance();
        RecordingReader reader = read(other);
        reader.readTo(2);
        first.crash();
        awaitRest(1).append("c");
        reader.readTo(3);
        String key = StreamPlace.first(id).next().key();
        redis.commands().del(key);

        other.store.leave();

        assertThat(redis.commands().pttl(key))
                .isBetween(1L, Duration.ofMinutes(10).toMillis());
    }

    /** A wakes after another instance has gone on with its stream; returns the rest of it. */
    private Rest takeOverASleeper(StreamLog log, TestStore other) {
        RecordingReader reader = read(other);
        reader.readTo(2);
        claim(id);
        Rest rest = awaitRest(1);
        rest.append("c");
        reader.readTo(after(2, 3));
        log.append(RecordingRestarter.event("too late"), 1);
        await().atMost(LONG).until(() -> producer.stops.get() == 1);
        return rest;
    }

    @Test
    void whoWasOnlyAsleepKnowsTheStreamAsItGoesOnElsewhere() {
        StreamLog log = begun("hi");
        RecordingReader before = read(first);
        TestStore other = instance();
        Rest rest = takeOverASleeper(log, other);
        log.end(RecordingRestarter.event("cancelled"), 1);

        assertThat(before.readToEnd()).isEqualTo(texts("a", "b", "too late", "cancelled"));
        assertThat(first.store.find(id)).contains(new StoredStream("owner", "json", after(2, 3), false));
        assertThat(first.store.current("owner", "chat")).contains(id);
        RecordingReader reader = read(first);
        assertThat(reader.readTo(after(2, 3))).isEqualTo(texts("a", "b", "c"));
        assertThat(first.store.stop(id)).isTrue();
        await().atMost(LONG).until(() -> rest.producer().stops.get() == 1);
        rest.end("d");
        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c", "d"));
    }

    @Test
    void whoWasOnlyAsleepGoesOnWithTheStreamWhereItsSuccessorDies() {
        StreamLog log = begun("hi");
        TestStore other = instance();
        takeOverASleeper(log, other);
        RecordingReader reader = read(first);
        reader.readTo(after(2, 3));
        other.crash();

        Rest rest = awaitRest(2);
        log.end(RecordingRestarter.event("cancelled"), 1);
        rest.append("d");
        reader.readTo(after(3, 4));
        rest.end("e");

        assertThat(reader.readToEnd()).isEqualTo(texts("a", "b", "c", "d", "e"));
        assertThat(first.store.find(id)).contains(new StoredStream("owner", "json", after(3, 5), true));
    }

    /** Two events that Redis has, and one that only the browsers of the dead instance have got. */
    private void crashAheadOfRedis(StreamLog log) {
        await().atMost(LONG).until(() -> lastEntry().equals(Entries.id(2)));
        first.crash();
        log.append(RecordingRestarter.event("only seen"), 1);
    }

    private String lastEntry() {
        return redis.commands().xrevrange(Keys.stream(id), Range.unbounded(), Limit.from(1)).stream()
                .map(StreamMessage::getId)
                .findFirst()
                .orElse("");
    }

    @Test
    void whoHasSeenMoreThanRedisHasMakesTheStreamGoOn() {
        crashAheadOfRedis(begun("hi"));
        RecordingReader ahead = new RecordingReader(instance().store, id, 3);

        Rest rest = awaitRest(1);
        rest.append("reset");
        rest.end("c");

        assertThat(ahead.readToEnd()).isEqualTo(texts("reset", "c"));
    }

    @Test
    void whoHasSeenMoreThanRedisHadGetsAllThatIsWrittenSince() {
        StreamLog log = begun("hi");
        TestStore other = instance();
        RecordingReader reader = read(other);
        reader.readTo(2);
        crashAheadOfRedis(log);
        Rest rest = awaitRest(1);
        rest.append("reset");
        rest.append("c");
        reader.readTo(after(1, 4));

        RecordingReader there = new RecordingReader(other.store, id, 3);
        RecordingReader elsewhere = new RecordingReader(instance().store, id, 3);
        rest.end("d");

        assertThat(there.readToEnd()).isEqualTo(texts("reset", "c", "d"));
        assertThat(elsewhere.readToEnd()).isEqualTo(texts("reset", "c", "d"));
    }

    @Test
    void whoNamesAnEventThatNobodyCanHaveSeenGetsNothing() {
        begun("hi");
        TestStore other = instance();
        read(other).readTo(2);

        assertThat(other.store.read(id, after(1, 2))).isEmpty();
    }
}
