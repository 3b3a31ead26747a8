package dev.aistreaming.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** A transport for each test, and what it takes to use it. */
abstract class TransportFixture {

    protected final ExecutorService executor = Executors.newCachedThreadPool();
    protected final HttpTransport transport = new HttpTransport(settings(), executor);

    protected HttpSettings settings() {
        return HttpSettings.DEFAULTS;
    }

    @AfterEach
    void closeTransport() {
        transport.close();
        executor.shutdownNow();
    }

    protected static HttpPost post(URI server) {
        return new HttpPost(server, Map.of("Content-Type", "application/json"), "{}".getBytes(StandardCharsets.UTF_8));
    }

    protected RecordingExchangeListener ask(URI server) {
        RecordingExchangeListener listener = new RecordingExchangeListener();
        transport.newExchange(post(server), listener).start();
        return listener;
    }

    protected static int descriptors() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
