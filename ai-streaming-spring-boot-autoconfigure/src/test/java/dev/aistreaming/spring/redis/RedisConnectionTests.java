package dev.aistreaming.spring.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisConnectionTests {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private final TestRedis redis = TestRedis.startOwn();
    private final RedisClient client = RedisClient.create(redis.url());
    private final StatefulRedisConnection<String, byte[]> lettuce = client.connect(CODEC);
    private final RedisConnection connection = new RedisConnection(lettuce, lettuce.async());

    @AfterEach
    void close() {
        client.shutdown();
        redis.close();
    }

    @Test
    void isSilentWhereNothingComes() {
        askWhatIsNeverAnswered();

        assertThat(isSilentAtAnyOfManyLooks()).isTrue();
    }

    @Test
    void isNotSilentOnceItIsClosedThoughAnAnswerIsMissing() {
        askWhatIsNeverAnswered();
        connection.close().join();

        assertThat(isSilentAtAnyOfManyLooks()).isFalse();
    }

    private void askWhatIsNeverAnswered() {
        connection.send(commands -> new AsyncCommand<>(new Command<>(CommandType.PING, new StatusOutput<>(CODEC))));
    }

    private boolean isSilentAtAnyOfManyLooks() {
        return IntStream.range(0, 20)
                .mapToObj(look -> connection.isSilent())
                .toList()
                .contains(true);
    }
}
