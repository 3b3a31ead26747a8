package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingReader;
import io.lettuce.core.KillArgs;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of streams while Redis does not answer. */
@Tag("integration")
class RedisOutageTests {

    private static final StreamStoreLimits LIMITS =
            new StreamStoreLimits(64L << 20, 256L << 20, Duration.ofMinutes(10));
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestRedis redis = TestRedis.startOwn();
    private final TestStore producer = new TestStore(redis, LIMITS);
    private final TestStore other = new TestStore(redis, LIMITS);
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outages.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void watchTheLog() {
        log.start();
        logger.addAppender(log);
        await().atMost(LONG).until(() -> redis.connections() == 6);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        producer.close();
        other.close();
        redis.close();
    }

    private List<ILoggingEvent> logged(Level level) {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel() == level)
                .toList();
    }

    private void awaitAvailable(boolean available) {
        await().atMost(LONG)
                .until(() -> producer.store.isAvailable() == available && other.store.isAvailable() == available);
    }

    @Test
    void streamsGoOnWithoutRedisAndNewOnesAreCopiedOnceItIsBack() {
        ProducedStream stream = new ProducedStream(producer.store);
        ProducedStream second = new ProducedStream(producer.store);
        RecordingReader here = new RecordingReader(producer.store, stream.id, 0);
        stream.append(1);
        second.append(1);
        new RecordingReader(other.store, stream.id, 0).readTo(1);
        redis.stop();
        stream.append(1);
        second.append(1);
        awaitAvailable(false);
        ProducedStream during = new ProducedStream(producer.store);
        during.end(1);
        stream.append(1);
        assertThat(here.readTo(3)).isEqualTo(stream.textAfter(0));
        assertThat(new RecordingReader(producer.store, stream.id, 1).readTo(3)).isEqualTo(stream.textAfter(1));
        assertThat(other.store.find(stream.id)).isEmpty();
        assertThat(other.store.stop(stream.id)).isFalse();

        redis.restart();
        awaitAvailable(true);
        stream.end(1);
        assertThat(here.readToEnd()).isEqualTo(stream.textAfter(0));
        ProducedStream after = new ProducedStream(producer.store);
        after.end(1);
        assertThat(new RecordingReader(other.store, after.id, 0).readToEnd()).isEqualTo(after.textAfter(0));
        assertThat(new RecordingReader(other.store, during.id, 0).readToEnd()).isEqualTo(during.textAfter(0));
        await().until(() -> producer.store.uncopiedStreams() == 2); // of which Redis has lost the beginning
        await().until(() -> redis.commands().keys("ai-streaming:stream:*").size() == 2);
        assertThat(other.store.find(stream.id)).isEmpty();
        await().until(() -> logged(Level.INFO).size() == 2); // one of each instance
        assertThat(logged(Level.INFO))
                .anyMatch(event -> event.getFormattedMessage().contains("but for 2"));
        assertThat(logged(Level.WARN)).hasSize(2);
    }

    @Test
    void eachInstanceKnowsItsOwnKeysWithoutRedisAndTheLastOneCountsOnceItIsBack() {
        ProducedStream before = ProducedStream.of(producer.store, "owner", "chat");
        await().until(() -> other.store.current("owner", "chat").isPresent());
        redis.stop();
        awaitAvailable(false);
        assertThat(producer.store.current("owner", "chat")).contains(before.id);
        assertThat(other.store.current("owner", "chat")).isEmpty();
        ProducedStream later = ProducedStream.of(other.store, "owner", "chat");
        ProducedStream odd = ProducedStream.of(producer.store, "owner", "other chat", Instant.now());
        ProducedStream earlier =
                ProducedStream.of(producer.store, "owner", "chat", Instant.now().minusSeconds(1));
        assertThat(other.store.current("owner", "chat")).contains(later.id);
        assertThat(producer.store.current("owner", "chat")).contains(earlier.id);
        assertThat(producer.store.current("owner", "unknown")).isEmpty();

        redis.restart();
        awaitAvailable(true);
        for (TestStore instance : List.of(producer, other)) {
            await().atMost(LONG).untilAsserted(() -> {
                assertThat(instance.store.current("owner", "chat")).contains(later.id);
                assertThat(instance.store.current("owner", "other chat")).contains(odd.id);
            });
        }
    }

    @Test
    void writesAKeyAgainThatRedisHasLost() {
        ProducedStream stream = ProducedStream.of(producer.store, "owner", "chat");
        stream.append(1);
        await().until(() -> other.store.current("owner", "chat").isPresent());
        redis.commands().del(Keys.last("owner", "chat"));
        assertThat(other.store.current("owner", "chat")).isEmpty();
        redis.commands().clientKill(KillArgs.Builder.typeNormal());

        await().atMost(LONG).until(() -> other.store.current("owner", "chat").isPresent());
    }

    @Test
    void sendsWhatRedisHasMissedOnceItIsBack() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        RecordingReader reader = new RecordingReader(other.store, stream.id, 0);
        reader.readTo(1);
        pauseRedis(4);
        stream.append(1);
        awaitAvailable(false);
        stream.append(3);
        ProducedStream during = new ProducedStream(producer.store);
        during.append(2);
        during.end(1);
        awaitAvailable(true);
        stream.append(1);
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(new RecordingReader(other.store, during.id, 0).readToEnd()).isEqualTo(during.textAfter(0));
        assertThat(producer.store.uncopiedStreams()).isZero();
    }

    /** Redis takes what is sent and says nothing. */
    private void pauseRedis(int seconds) {
        redis.commands().clientPause(seconds * 1000L);
    }

    @Test
    void survivesAConnectionThatBreaks() {
        ProducedStream stream = new ProducedStream(producer.store);
        RecordingReader reader = new RecordingReader(other.store, stream.id, 0);
        for (int round = 0; round < 5; round++) {
            stream.append(1);
            redis.commands().clientKill(KillArgs.Builder.typeNormal());
            redis.commands().clientKill(KillArgs.Builder.typePubsub());
            stream.append(2);
            reader.readTo(stream.lastEvent());
        }
        stream.end(1);

        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(producer.store.uncopiedStreams()).isZero();
    }

    /** As a replica does that takes over and was behind. */
    @Test
    void sendsAgainWhatRedisHasLostOfTheEnd() {
        ProducedStream stream = new ProducedStream(producer.store);
        String key = Keys.stream(stream.id);
        for (int i = 1; i <= 3; i++) {
            int entries = 1 + i;
            stream.append(1);
            await().until(() -> redis.commands().xlen(key) == entries);
        }
        List<StreamMessage<String, String>> all = redis.commands().xrange(key, Range.unbounded());
        redis.commands().del(key);
        all.subList(0, 2)
                .forEach(entry -> redis.commands().xadd(key, new XAddArgs().id(entry.getId()), entry.getBody()));
        redis.commands().clientKill(KillArgs.Builder.typeNormal());
        stream.append(1);
        stream.end(1);

        assertThat(new RecordingReader(other.store, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(producer.store.uncopiedStreams()).isZero();
    }

    @Test
    void answersInABoundedTimeWhileRedisSaysNothing() {
        pauseRedis(3);
        String id = new StreamIds().create();

        assertThat(other.store.find(id)).isEmpty();
        assertThat(other.store.read(id, 0)).isEmpty();
        assertThat(other.store.stop(id)).isFalse();
    }

    @Test
    void sendsAllOfALongStreamThatRedisHasMissed() {
        ProducedStream stream = new ProducedStream(producer.store);
        pauseRedis(2);
        while (stream.bytes() < 20 << 20) {
            stream.append(1, 1 << 20);
        }
        stream.end(1);

        assertThat(new RecordingReader(other.store, stream.id, 0).readToEnd()).isEqualTo(stream.textAfter(0));
        assertThat(producer.store.uncopiedStreams()).isZero();
    }

    @Test
    void losesWhatIsTooLongToBeKeptUntilRedisAnswers() {
        StreamStoreLimits small = new StreamStoreLimits(64 << 10, 1 << 20, Duration.ofMinutes(10));
        try (TestStore store = new TestStore(redis, small)) {
            ProducedStream stream = new ProducedStream(store.store);
            RecordingReader here = new RecordingReader(store.store, stream.id, 0);
            RecordingReader elsewhere = new RecordingReader(other.store, stream.id, 0);
            stream.append(1);
            elsewhere.readTo(1);
            pauseRedis(2);
            while (stream.bytes() < 1 << 20) {
                stream.append(1, 8 << 10);
                here.readAvailable();
            }
            stream.end(1);

            await().atMost(LONG).until(() -> store.store.uncopiedStreams() == 1);
            await().atMost(LONG).until(() -> redis.commands().exists(Keys.stream(stream.id)) == 0);
            assertThat(here.readToEnd()).isEqualTo(stream.textAfter(0));
            assertThatThrownBy(elsewhere::readToEnd).isInstanceOf(AiException.class);
        }
    }

    @Test
    void losesWhatExpiresHereWhileRedisIsAway() {
        redis.stop();
        awaitAvailable(false);
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        stream.end(1);
        producer.pass(LIMITS.retention().toNanos());

        await().atMost(LONG).until(() -> producer.store.uncopiedStreams() == 1);
        redis.restart();
    }

    @Test
    void warnsOfOneTroubleOnceHoweverManyStreamsItHits() {
        ProducedStream[] streams = new ProducedStream[20];
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new ProducedStream(producer.store);
            streams[i].append(1);
        }
        await().until(() -> redis.commands().keys("ai-streaming:stream:*").size() == streams.length);
        redis.commands().flushall();
        for (ProducedStream stream : streams) {
            stream.append(1);
            stream.end(1);
        }
        await().until(() -> producer.store.uncopiedStreams() == streams.length);
        await().until(() -> logged(Level.WARN).size() == 1);

        assertThat(logged(Level.WARN).get(0).getFormattedMessage()).contains("AI streams");
    }

    @Test
    void endsReadersElsewhereWhenRedisDoesNotComeBack() {
        ProducedStream stream = new ProducedStream(producer.store);
        stream.append(1);
        RecordingReader reader = new RecordingReader(other.store, stream.id, 0);
        reader.readTo(1);
        redis.stop();

        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        redis.restart();
    }

    @Test
    void startsWithoutRedis() {
        redis.stop();
        try (TestStore early = new TestStore(redis, LIMITS)) {
            assertThat(early.store.find(new StreamIds().create())).isEmpty();
            ProducedStream stream = new ProducedStream(early.store);
            stream.end(1);
            assertThat(new RecordingReader(early.store, stream.id, 0).readToEnd())
                    .isEqualTo(stream.textAfter(0));

            redis.restart();
            awaitAvailable(true);
            await().atMost(LONG).until(early.store::isAvailable);
            ProducedStream later = new ProducedStream(early.store);
            later.end(1);
            assertThat(new RecordingReader(other.store, later.id, 0).readToEnd())
                    .isEqualTo(later.textAfter(0));
        }
    }
}
