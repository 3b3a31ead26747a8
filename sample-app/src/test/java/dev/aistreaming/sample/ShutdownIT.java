package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The packaged application and a real SIGTERM. */
class ShutdownIT {

    private static final int DRAIN_SECONDS = 3;

    private static PackagedSample sample(ScriptedServer.Script script) throws IOException {
        return new PackagedSample(
                script, List.of(), List.of("--ai.streaming.shutdown.drain-timeout=" + DRAIN_SECONDS + "s"));
    }

    /** Sends SIGTERM, and waits until it has taken effect. */
    private static HttpResponse<String> terminate(PackagedSample sample) throws Exception {
        sample.terminate();
        // what is asked too early is answered, slowly
        await().pollDelay(Duration.ofMillis(100))
                .until(() -> sample.stream().get(5, TimeUnit.SECONDS).statusCode() == 503);
        return sample.stream().get(5, TimeUnit.SECONDS);
    }

    private static void assertEndsInTime(PackagedSample sample) throws InterruptedException {
        assertThat(sample.endsWithin(DRAIN_SECONDS + 3)).isTrue();
    }

    @Test
    void aStreamThatCanFinishInTimeDoes() throws Exception {
        CountDownLatch terminated = new CountDownLatch(1);
        try (PackagedSample sample = sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            terminated.await();
            connection.chunk(OpenAiWire.text("after") + OpenAiWire.ending());
            connection.end();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            terminate(sample);
            terminated.countDown();

            assertThat(stream.get(5, TimeUnit.SECONDS).body())
                    .contains("{\"content\":\"before \"}", "{\"content\":\"after\"}")
                    .doesNotContain("error")
                    .endsWith("data: [DONE]\n\n");
            assertEndsInTime(sample);
        }
    }

    @Test
    void aStreamThatCannotGetsAnErrorAndHoldsUpNothing() throws Exception {
        try (PackagedSample sample = sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("before "));
            connection.waitForClientToLeave();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            sample.terminate();

            assertEndsInTime(sample);
            assertThat(stream.get(5, TimeUnit.SECONDS).body())
                    .containsSubsequence(
                            "data: {\"content\":\"before \"}\n\n",
                            "data: {\"error\":\"This application is shutting down.\",\"code\":\"shutting_down\","
                                    + "\"retryable\":true}\n\n")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void newStreamsAreRefusedWhileOldOnesGoOn() throws Exception {
        try (PackagedSample sample = sample(connection -> {
            connection.head(200, "text/event-stream");
            connection.waitForClientToLeave();
        })) {
            CompletableFuture<HttpResponse<String>> stream = sample.openStream();
            HttpResponse<String> refused = terminate(sample);

            assertThat(refused.headers().firstValue("Retry-After")).hasValue("" + DRAIN_SECONDS);
            assertThat(refused.body()).contains("\"code\":\"shutting_down\"");
            assertThat(stream.get(10, TimeUnit.SECONDS).body()).contains("shutting_down");
        }
    }
}
