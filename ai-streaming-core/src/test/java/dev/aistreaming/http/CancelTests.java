package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Cancelled in one phase after the other. Those of an answer are in ProviderContract. */
class CancelTests extends TransportFixture {

    private Exchange started(HttpTransport transport, URI server) {
        Exchange exchange = transport.newExchange(post(server), new RecordingExchangeListener());
        exchange.start();
        return exchange;
    }

    @Test
    void beforeAnAddressIsLookedUpNothingIsSent() {
        List<Runnable> tasks = new ArrayList<>();
        Executor later = tasks::add;
        try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, later);
                ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            started(transport, server.url()).cancel();
            tasks.forEach(Runnable::run);

            assertThat(transport.activeConnections()).isZero();
            assertThat(transport.openExchanges()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void afterAnAddressHasBeenLookedUpNothingIsSent() {
        List<Runnable> tasks = new ArrayList<>();
        Executor later = tasks::add;
        try (HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, later);
                ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            Exchange exchange = started(transport, server.url());
            tasks.remove(0).run();
            assertThat(transport.activeConnections()).isEqualTo(1);
            exchange.cancel();
            List.copyOf(tasks).forEach(Runnable::run);

            assertThat(transport.activeConnections()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void whileConnectingTheAttemptIsGivenUp() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 3; i++) { // nobody accepts, so the next one finds no room
                Socket socket = new Socket();
                waiting.add(socket);
                connect(socket, full);
            }
            int before = descriptors();
            Exchange exchange = started(transport, URI.create("http://127.0.0.1:" + full.getLocalPort()));
            await().until(() -> descriptors() > before);
            exchange.cancel();

            await().until(() -> descriptors() == before && transport.activeConnections() == 0);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress(), 300);
        } catch (IOException full) {
            // as is wanted
        }
    }

    @Test
    void inATlsHandshakeTheConnectionIsClosed() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Exchange exchange = started(transport, URI.create("https://127.0.0.1:" + mute.getLocalPort()));
            try (Socket accepted = mute.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(22); // a handshake begins
                exchange.cancel();

                assertClosed(accepted);
                assertThat(transport.activeConnections()).isZero();
            }
        }
    }

    private static void assertClosed(Socket socket) throws IOException {
        socket.setSoTimeout(5_000); // less than the handshake's own time
        try {
            while (socket.getInputStream().read() >= 0) {
                // what had been sent before
            }
        } catch (java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }

    @Test
    void whileAProxyOpensATunnelTheConnectionIsClosed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer proxy = new ScriptedServer(connection -> {
                    asked.countDown();
                    connection.waitForClientToLeave();
                });
                HttpTransport transport = new HttpTransport(
                        HttpSettings.DEFAULTS.withProxy(ProxySelector.of(new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), proxy.url().getPort()))),
                        executor)) {
            Exchange exchange = started(transport, URI.create("https://provider.example"));
            asked.await();
            exchange.cancel();

            await().until(() -> proxy.openConnections() == 0 && transport.activeConnections() == 0);
        }
    }

    @Test
    void atAnyMomentLeavesNothingBehind() {
        try (ScriptedServer server = new ScriptedServer(CancelTests::trickle)) {
            for (int i = 0; i < 300; i++) {
                Exchange exchange = started(transport, server.url());
                long until = System.nanoTime() + i * 20_000L;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                exchange.cancel();
            }

            await().until(() -> server.openConnections() == 0
                    && transport.activeConnections() == 0
                    && transport.openExchanges() == 0);
        }
    }

    private static void trickle(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/plain");
        for (int i = 0; i < 1_000; i++) {
            connection.chunk("a");
        }
        connection.waitForClientToLeave();
    }
}
