package dev.aistreaming.spring.redis;

import dev.aistreaming.spring.provider.TokenWindow;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A connection to Redis and the buckets in it. It is separate from the application's connection, so that it can be closed if Redis does
 * not answer, and nothing is charged an hour later.
 */
record TokenLink(
        StatefulConnection<String, byte[]> connection, AsyncProxyManager<String> buckets, BucketConfiguration bucket) {

    /** Additional lifetime after which an unused bucket is full again, even if clocks differ. */
    private static final Duration LEEWAY = Duration.ofSeconds(10);

    /** Connects. Blocks until the connection is established. */
    static TokenLink open(AbstractRedisClient client, TokenWindow window) {
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<String, byte[]> connection = cluster.connect(RedisConnections.CODEC);
            return of(connection, Bucket4jLettuce.casBasedBuilder(connection), window);
        }
        StatefulRedisConnection<String, byte[]> connection = ((RedisClient) client).connect(RedisConnections.CODEC);
        return of(connection, Bucket4jLettuce.casBasedBuilder(connection), window);
    }

    private static TokenLink of(
            StatefulConnection<String, byte[]> connection,
            Bucket4jLettuce.LettuceBasedProxyManagerBuilder<String> builder,
            TokenWindow window) {
        AsyncProxyManager<String> buckets = builder.expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(LEEWAY))
                .build()
                .asAsync();
        return new TokenLink(connection, buckets, window.bucket());
    }

    AsyncBucketProxy bucketOf(String key) {
        return buckets.builder().build(key, () -> CompletableFuture.completedFuture(bucket));
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /** Closes the connection. Unanswered commands fail. */
    void close() {
        Replies.ignore(connection.closeAsync());
    }
}
