package dev.aistreaming.spring.redis;

import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.SlotHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/** A Redis server for tests: one of their own or, with {@code -Dtest.redis.url}, one that runs already. */
public final class TestRedis implements AutoCloseable {

    private static final @Nullable String RUNNING = System.getProperty("test.redis.url");

    /** Nodes of a cluster use a second port, 10,000 above. */
    private static final int HIGHEST_OF_A_CLUSTER = 55_535;

    private final RedisURI uri;
    private final @Nullable RedisServer server;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    private TestRedis(RedisURI uri, @Nullable RedisServer server) {
        this.uri = uri;
        this.server = server;
        this.client = RedisClient.create(uri);
        this.connection = client.connect();
    }

    public static TestRedis start() {
        return RUNNING == null ? startOwn() : new TestRedis(RedisURI.create(RUNNING), null);
    }

    /** One that a test may stop and start as it likes. */
    public static TestRedis startOwn(String... settings) {
        try {
            int port = freePort();
            var builder = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no");
            for (String setting : settings) {
                builder.setting(setting);
            }
            RedisServer server = builder.build();
            server.start();
            return new TestRedis(RedisURI.create("127.0.0.1", port), server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        int port;
        do {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
        } while (port > HIGHEST_OF_A_CLUSTER);
        return port;
    }

    /** A cluster of one node, which has all slots. */
    static TestRedis startCluster(Path directory) {
        TestRedis redis = startOwn("cluster-enabled yes", "cluster-node-timeout 500", "dir " + directory);
        redis.commands().clusterAddSlots(IntStream.range(0, SlotHash.SLOT_COUNT).toArray());
        await().until(() -> redis.commands().clusterInfo().contains("cluster_state:ok"));
        return redis;
    }

    /** A node of the cluster that has a copy of all this one has. */
    TestRedis startReplica(Path directory) {
        TestRedis replica = startOwn("cluster-enabled yes", "cluster-node-timeout 500", "dir " + directory);
        replica.commands().clusterMeet(uri.getHost(), uri.getPort());
        String id = commands().clusterMyId();
        await().until(() -> replica.commands().clusterNodes().contains(id));
        await().ignoreExceptions().until(() -> "OK".equals(replica.commands().clusterReplicate(id)));
        await().until(() -> replica.commands().info("replication").contains("master_link_status:up"));
        return replica;
    }

    /** From now on this replica has the slots of the node that it has copied. */
    void takeOver() {
        commands().clusterFailover(false, true);
    }

    LettuceConnectionFactory clusterConnectionFactory() {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                new RedisClusterConfiguration(List.of(uri.getHost() + ":" + uri.getPort())), goneAtOnce());
        factory.afterPropertiesSet();
        return factory;
    }

    public String url() {
        return uri.toURI().toString();
    }

    /** What a test asks Redis itself. */
    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    /** How many connections there are besides the test's own. */
    public long connections() {
        return commands().clientList().lines().count() - 1;
    }

    /** Else each client that is closed waits whether there is not something to do. */
    static LettuceClientConfiguration goneAtOnce() {
        return LettuceClientConfiguration.builder()
                .shutdownQuietPeriod(Duration.ZERO)
                .shutdownTimeout(Duration.ZERO)
                .build();
    }

    /** A started factory, which the caller destroys. */
    public LettuceConnectionFactory connectionFactory() {
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(LettuceConnectionFactory.createRedisConfiguration(uri), goneAtOnce());
        factory.afterPropertiesSet();
        return factory;
    }

    /** Nothing is kept. */
    public void stop() {
        try {
            own().stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void restart() {
        try {
            own().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RedisServer own() {
        if (server == null) {
            throw new IllegalStateException("not ours to stop");
        }
        return server;
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        if (server != null) {
            stop();
        }
    }
}
