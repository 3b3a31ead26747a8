package dev.aistreaming.spring.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** A way to Redis on which, if a test wants it, packets of new connections vanish: they are made, and nobody answers. */
final class VanishingProxy implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Integer> portsAtRedis = new CopyOnWriteArrayList<>();
    private final int redisPort;
    private volatile boolean vanishing;

    VanishingProxy(int redisPort) throws IOException {
        this.redisPort = redisPort;
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                if (!vanishing) {
                    Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                    sockets.add(redis);
                    portsAtRedis.add(redis.getLocalPort());
                    threads.execute(() -> carry(client, redis));
                    threads.execute(() -> carry(redis, client));
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // one of them is gone, and so is the other now
        }
    }

    /** From now on nobody answers on new connections. */
    void vanish() {
        vanishing = true;
    }

    /** Breaks the connections there are. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** New connections are answered again; those that were not are broken. */
    void appear() throws IOException {
        vanishing = false;
        cut();
    }

    /** The ports that Redis knows its clients by. */
    List<Integer> portsAtRedis() {
        return portsAtRedis;
    }

    /** A started factory, which the caller destroys. */
    LettuceConnectionFactory connectionFactory() {
        LettuceConnectionFactory factory = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(
                        InetAddress.getLoopbackAddress().getHostAddress(), server.getLocalPort()),
                TestRedis.goneAtOnce());
        factory.afterPropertiesSet();
        return factory;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        threads.shutdownNow();
    }
}
