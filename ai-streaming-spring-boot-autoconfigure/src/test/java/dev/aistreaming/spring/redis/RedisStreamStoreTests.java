package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamStore;
import dev.aistreaming.testing.StreamStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("integration")
class RedisStreamStoreTests extends StreamStoreContract {

    private static final TestRedis redis = TestRedis.start();

    private final TestStore store = new TestStore(redis, LIMITS);
    private final TestStore other = new TestStore(redis, LIMITS);

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        store.close();
        other.close();
    }

    @Override
    protected StreamStore store() {
        return store.store;
    }

    @Override
    protected StreamStore other() {
        return other.store;
    }

    @Override
    protected void expire(String streamId) {
        store.pass(LIMITS.retention().toNanos());
        redis.commands().del(Keys.stream(streamId));
    }
}
