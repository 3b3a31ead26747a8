package dev.aistreaming.spring.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.CompletableFuture;

/**
 * The three connections of an instance, no matter how many streams and readers it has: one for writing in batches, one for everything
 * else, and one for subscriptions. They are separate from the application's shared connection for two reasons: batches hold commands
 * back; and they are closed if Redis does not answer, so that nothing that waits in them is sent an hour later.
 */
record RedisConnections(
        RedisConnection writes,
        RedisConnection reads,
        RedisConnection subscription,
        StatefulRedisPubSubConnection<String, byte[]> channels) {

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    /** Connects. Blocks until the connections are established. */
    static RedisConnections open(AbstractRedisClient client) {
        findNodes(client);
        RedisConnection writes = writes(client);
        try {
            RedisConnection reads = connection(client);
            reads.collect();
            try {
                StatefulRedisPubSubConnection<String, byte[]> channels = channels(client);
                return new RedisConnections(writes, reads, new RedisConnection(channels, channels.async()), channels);
            } catch (RuntimeException e) {
                Replies.ignore(reads.close());
                throw e;
            }
        } catch (RuntimeException e) {
            Replies.ignore(writes.close());
            throw e;
        }
    }

    /** Returns the same connections with a new one for writing. Blocks until that is established. */
    RedisConnections withNewWrites(AbstractRedisClient client) {
        findNodes(client);
        return new RedisConnections(writes(client), reads, subscription, channels);
    }

    /** Refreshes the topology of a cluster, because the keys may be on other nodes by now. */
    private static void findNodes(AbstractRedisClient client) {
        if (client instanceof RedisClusterClient cluster) {
            cluster.refreshPartitions();
        }
    }

    private static RedisConnection writes(AbstractRedisClient client) {
        RedisConnection writes = connection(client);
        writes.collect();
        writes.sendOnce();
        return writes;
    }

    private static RedisConnection connection(AbstractRedisClient client) {
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<String, byte[]> connection = cluster.connect(CODEC);
            return new RedisConnection(connection, connection.async());
        }
        StatefulRedisConnection<String, byte[]> connection = ((RedisClient) client).connect(CODEC);
        return new RedisConnection(connection, connection.async());
    }

    private static StatefulRedisPubSubConnection<String, byte[]> channels(AbstractRedisClient client) {
        return client instanceof RedisClusterClient cluster
                ? cluster.connectPubSub(CODEC)
                : ((RedisClient) client).connectPubSub(CODEC);
    }

    void subscribe(String channel) {
        subscription.send(commands -> channels.async().subscribe(channel));
    }

    void unsubscribe(String channel) {
        subscription.send(commands -> channels.async().unsubscribe(channel));
    }

    /**
     * Whether one of the connections does not answer. Must be called at regular intervals. Sends pings, because there may be no other
     * commands.
     */
    boolean areSilent() {
        reads.send(commands -> commands.ping());
        reads.flush();
        subscription.send(commands -> commands.ping());
        boolean silent = writes.isSilent();
        silent |= reads.isSilent();
        silent |= subscription.isSilent();
        return silent;
    }

    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(writes.close(), reads.close(), subscription.close());
    }
}
