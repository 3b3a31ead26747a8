package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged application stands still for a while, as in a virtual machine that is suspended. */
@Tag("integration")
class FrozenIT {

    private static final int TOKENS = 80;
    private static final int TOKEN_MILLIS = 100;

    @Test
    void streamsGoOnAfterATimeLongerThanTheirLimits() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (PackagedSample sample = new PackagedSample(
                connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.opening());
                    for (int i = 0; i < TOKENS; i++) {
                        connection.chunk(OpenAiWire.text(i + " "));
                        sent.incrementAndGet();
                        Thread.sleep(TOKEN_MILLIS);
                    }
                    connection.chunk(OpenAiWire.ending());
                    connection.end();
                },
                List.of(),
                List.of(
                        "--ai.streaming.timeouts.idle=1s",
                        "--ai.streaming.heartbeat-interval=1s",
                        "--ai.streaming.write-timeout=2s"))) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            await().until(() -> sent.get() > 5);
            sample.signal("STOP");
            await().until(() -> sent.get() > TOKENS / 2);
            sample.signal("CONT");

            assertThat(stream.get(30, TimeUnit.SECONDS).body())
                    .contains("{\"content\":\"0 \"}", "{\"content\":\"" + (TOKENS - 1) + " \"}")
                    .doesNotContain("\"error\"")
                    .endsWith("data: [DONE]\n\n");
        }
    }
}
