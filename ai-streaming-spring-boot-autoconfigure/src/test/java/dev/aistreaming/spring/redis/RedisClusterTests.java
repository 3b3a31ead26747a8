package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingProducer;
import dev.aistreaming.testing.RecordingReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class RedisClusterTests {

    @Test
    void copiesFollowsAndStopsInACluster(@TempDir Path directory) {
        try (TestRedis redis = TestRedis.startCluster(directory);
                TestStore producer = new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS);
                TestStore other = new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS)) {
            ProducedStream stream = new ProducedStream(producer.store, "owner");
            stream.append(2);
            RecordingReader reader = new RecordingReader(other.store, stream.id, 1);
            for (int i = 0; i < 10; i++) {
                stream.append(1);
                reader.readTo(stream.lastEvent());
            }
            assertThat(other.store.stop(stream.id)).isTrue();
            await().until(() -> stream.producer.stops.get() == 1);
            ProducedStream named = ProducedStream.of(producer.store, "owner", "chat");
            await().until(() -> other.store.current("owner", "chat").equals(Optional.of(named.id)));
            ProducedStream cut = new ProducedStream(producer.store);
            RecordingReader interrupted = new RecordingReader(other.store, cut.id, 0);
            stream.end(1);
            producer.store.close();

            assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(1));
            assertThat(interrupted.readToEnd()).contains("interrupted");
            assertThat(producer.store.uncopiedStreams()).isZero();
        }
    }

    @Test
    void goesOnWithTheStreamOfADeadInstanceInACluster(@TempDir Path directory) {
        RecordingRestarter restarter = new RecordingRestarter();
        Restarts restarts = new Restarts(
                new RequestCipher(new byte[RequestCipher.KEY_LENGTH]),
                () -> restarter,
                task -> new Thread(task).start());
        try (TestRedis redis = TestRedis.startCluster(directory);
                TestStore producer =
                        new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS, restarts);
                TestStore other =
                        new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS, restarts)) {
            StreamHead head = new StreamHead(new StreamIds().create(), "owner", "json");
            StreamLog log = producer.store.create(head, new RecordingProducer(), new byte[] {1});
            log.append(RecordingRestarter.event("a"), 1);
            RecordingReader reader = new RecordingReader(other.store, head.id(), 0);
            reader.readTo(1);
            producer.crash();

            await().atMost(Duration.ofSeconds(30)).until(() -> restarter.begun.size() == 1);
            restarter.begun.get(0).end("b");
            assertThat(reader.readToEnd()).isEqualTo("data: a\n\ndata: b\n\n");
        }
    }

    @Test
    void goesOnWhereAReplicaTakesOver(@TempDir Path first, @TempDir Path second) {
        try (TestRedis redis = TestRedis.startCluster(first);
                TestRedis replica = redis.startReplica(second);
                TestStore producer = new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS);
                TestStore other = new TestStore(redis.clusterConnectionFactory(), StreamStoreLimits.DEFAULTS)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            redis.commands().keys("ai-streaming:instance:*").size() == 2);
            ProducedStream stream = new ProducedStream(producer.store, "owner");
            RecordingReader reader = new RecordingReader(other.store, stream.id, 0);
            stream.append(2);
            reader.readTo(2);
            await().until(() ->
                    replica.commands().dbsize().equals(redis.commands().dbsize()));

            redis.stop();
            stream.append(1);
            replica.takeOver();
            stream.append(1);
            reader.readTo(4);
            stream.end(1);

            assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
            ProducedStream later = new ProducedStream(producer.store);
            later.end(1);
            assertThat(new RecordingReader(other.store, later.id, 0).readToEnd())
                    .isEqualTo(later.textAfter(0));
            assertThat(producer.store.uncopiedStreams()).isZero();
        }
    }
}
