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
 * The three connections of an instance, however many streams and readers it has: one that is written to in batches, one for
 * everything else, and one that is told. They are its own and not the application's shared one, because batches hold commands
 * back, and because they are closed when Redis does not answer, so that nothing which waits in them is sent an hour later.
 */
record RedisConnections(
        RedisConnection writes,
        RedisConnection reads,
        RedisConnection subscription,
        StatefulRedisPubSubConnection<String, byte[]> channels) {

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    /** Waits for the connections to be made. */
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

    /** The same with a new connection to write to, for which it waits. */
    RedisConnections withNewWrites(AbstractRedisClient client) {
        findNodes(client);
        return new RedisConnections(writes(client), reads, subscription, channels);
    }

    /** Of a cluster, others may have the keys by now. */
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

    /** Whether one of them does not answer. Called at equal intervals; asks something by itself where nobody else may. */
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
