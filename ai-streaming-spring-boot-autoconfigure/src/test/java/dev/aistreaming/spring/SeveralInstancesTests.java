package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two instances of an application, each a process, and a real Redis between them. */
@Tag("integration")
class SeveralInstancesTests {

    private final HttpClient client = HttpClient.newHttpClient();

    private static ApplicationProcess instance(TestRedis redis, ScriptedServer provider) throws IOException {
        return new ApplicationProcess(
                "spring.data.redis.url=" + redis.url(),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis",
                "ai.streaming.heartbeat-interval=200ms",
                "ai.streaming.providers.openai.base-url=" + provider.url(),
                "ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                "ai.streaming.providers.openai.model=gpt-test");
    }

    @Test
    void everyAnswerIsReadExactlyOnceOverManyConnectionsToBoth() throws Exception {
        try (TestRedis redis = TestRedis.start();
                ScriptedServer provider = CutConnections.provider();
                ApplicationProcess one = instance(redis, provider);
                ApplicationProcess other = instance(redis, provider)) {
            assertThatCode(() ->
                            new CutConnections().readAll(connection -> connection % 2 == 0 ? one.url() : other.url()))
                    .as("logs of both:\n%s\n%s", one.log(), other.log())
                    .doesNotThrowAnyException();

            assertThat(provider.requests()).hasSize(CutConnections.answers());
        }
    }

    @Test
    void whoReadsAnAnswerOfAnInstanceThatIsKilledIsTold() throws Exception {
        try (TestRedis redis = TestRedis.start();
                ScriptedServer provider = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    for (int i = 1; i <= 5; i++) {
                        connection.chunk(OpenAiWire.text("a" + i + " "));
                    }
                    connection.waitForClientToLeave();
                });
                ApplicationProcess producer = instance(redis, provider);
                ApplicationProcess other = instance(redis, provider)) {
            ReturningBrowser first = new ReturningBrowser(client);
            first.read(producer.url() + "/chat?question=hi", 5);
            ReturningBrowser second = new ReturningBrowser(client);
            String there = other.url() + "/streams/" + first.streamId();
            second.read(there, 5);
            CompletableFuture<Integer> rest = CompletableFuture.supplyAsync(() -> {
                try {
                    return second.read(other.url() + "/chat?question=hi", Integer.MAX_VALUE);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });

            producer.kill();

            rest.get(10, TimeUnit.SECONDS);
            assertThat(second.text()).isEqualTo("a1 a2 a3 a4 a5 ");
            assertThat(second.errors()).containsExactly("interrupted");
            assertThat(second.done()).isTrue();
            ReturningBrowser late = new ReturningBrowser(client);
            late.read(there, Integer.MAX_VALUE);
            assertThat(late.text()).isEqualTo("a1 a2 a3 a4 a5 ");
            assertThat(late.errors()).containsExactly("interrupted");
            assertThat(second.read(other.url() + "/chat?question=hi", Integer.MAX_VALUE))
                    .isEqualTo(204);
            assertThat(provider.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerIsStoppedOnWhicheverInstanceItIs() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (TestRedis redis = TestRedis.start();
                ScriptedServer provider = new ScriptedServer(connection -> {
                    connection.head(200, "text/event-stream");
                    connection.chunk(OpenAiWire.text("a1 "));
                    connection.waitForClientToLeave();
                    cancelled.set(true);
                });
                ApplicationProcess producer = instance(redis, provider);
                ApplicationProcess other = instance(redis, provider)) {
            ReturningBrowser browser = new ReturningBrowser(client);
            browser.read(producer.url() + "/chat?question=hi", 1);
            URI stop = URI.create(other.url() + "/stop/" + browser.streamId());

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.send(HttpRequest.newBuilder(stop).build(), HttpResponse.BodyHandlers.ofString())
                            .body()
                            .equals("true"));

            await().atMost(Duration.ofSeconds(20)).untilTrue(cancelled);
            browser.read(other.url() + "/chat?question=hi", Integer.MAX_VALUE);
            assertThat(browser.errors()).containsExactly("cancelled");
        }
    }
}
