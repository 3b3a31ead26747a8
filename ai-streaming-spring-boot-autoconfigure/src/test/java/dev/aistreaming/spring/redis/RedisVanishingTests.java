package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.RecordingReader;
import io.lettuce.core.KillArgs;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of streams where connecting to Redis takes for ever. */
@Tag("integration")
class RedisVanishingTests {

    private static final StreamStoreLimits LIMITS = StreamStoreLimits.DEFAULTS;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(5);

    private final TestRedis redis = TestRedis.startOwn();
    private final VanishingProxy proxy =
            new VanishingProxy(URI.create(redis.url()).getPort());
    private final TestStore near = new TestStore(redis, LIMITS);
    private final TestStore far = new TestStore(proxy.connectionFactory(), LIMITS);

    RedisVanishingTests() throws IOException {}

    @BeforeEach
    void awaitConnections() {
        await().atMost(LONG).until(() -> redis.connections() == 6);
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        proxy.close();
        redis.close();
    }

    @Test
    void endsReadersThoughAnAttemptToConnectIsUnderWay() throws Exception {
        ProducedStream stream = new ProducedStream(near.store);
        stream.append(1);
        RecordingReader reader = new RecordingReader(far.store, stream.id, 0);
        reader.readTo(1);
        proxy.vanish();
        proxy.cut();

        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        AiException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
    }

    @Test
    void keepsItsLeaseWhileTheConnectionForWritingIsMadeAnew() throws Exception {
        ProducedStream stream = new ProducedStream(far.store);
        stream.append(1);
        RecordingReader reader = new RecordingReader(near.store, stream.id, 0);
        reader.readTo(1);
        proxy.vanish();
        redis.commands().clientKill(KillArgs.Builder.id(idOfTheConnectionForWriting()));
        stream.append(1);

        await().during(LONGER_THAN_A_LEASE)
                .atMost(LONG)
                .until(() -> redis.commands().keys("ai-streaming:instance:*").size() == 2);
        proxy.appear();
        stream.end(1);
        assertThat(reader.readToEnd()).isEqualTo(stream.textAfter(0));
    }

    /** The only one that neither subscribes nor was asked for a sign of life last. */
    private long idOfTheConnectionForWriting() {
        return await().until(
                        () -> redis.commands()
                                .clientList()
                                .lines()
                                .filter(line -> proxy.portsAtRedis().stream()
                                        .anyMatch(port -> line.contains(" addr=127.0.0.1:" + port + " ")))
                                .filter(line -> line.contains(" sub=0 ") && !line.contains(" cmd=ping "))
                                .filter(line -> line.contains(" cmd=set ")
                                        || line.contains(" cmd=xadd ")
                                        || line.contains(" cmd=pexpire ")
                                        || line.contains(" cmd=publish "))
                                .map(line -> Long.parseLong(line.replaceFirst("id=(\\d+) .*", "$1")))
                                .findFirst()
                                .orElse(0L),
                        id -> id > 0);
    }
}
