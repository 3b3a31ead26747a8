package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instances that are killed one after the other while they write an answer, each a process, and a real Redis between them. */
@Tag("integration")
class CrashedWriterTests {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int READERS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger asked = new AtomicInteger();

    /** One of several that go on with each other's answers. */
    static ApplicationProcess instance(TestRedis redis, ScriptedServer provider) throws IOException {
        return new ApplicationProcess(
                "spring.data.redis.url=" + redis.url(),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis",
                "ai.streaming.resume.on-crash=restart",
                "ai.streaming.resume.encryption-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "ai.streaming.heartbeat-interval=200ms",
                "ai.streaming.providers.openai.base-url=" + provider.url(),
                "ai.streaming.providers.openai.api-key=sk-SECRET-4711",
                "ai.streaming.providers.openai.model=gpt-test");
    }

    /** Twice it breaks off in the middle, if only the application does. */
    private ScriptedServer provider() {
        return new ScriptedServer(connection -> {
            int nth = asked.incrementAndGet();
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            if (nth <= 2) {
                for (int i = 0; i < 3; i++) {
                    connection.chunk(OpenAiWire.text("draft" + nth + " "));
                }
                connection.waitForClientToLeave();
            } else {
                connection.chunk(OpenAiWire.text("the whole "));
                connection.chunk(OpenAiWire.text("answer") + OpenAiWire.ending());
                connection.end();
            }
        });
    }

    @Test
    void everyReaderGetsAWholeAnswerThoughTwoWritersAreKilled() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TestRedis redis = TestRedis.start();
                ScriptedServer provider = provider();
                ApplicationProcess first = instance(redis, provider);
                ApplicationProcess second = instance(redis, provider);
                ApplicationProcess third = instance(redis, provider)) {
            ReturningBrowser opening = new ReturningBrowser(client);
            opening.read(first.url() + "/chat?question=hi", 3);
            String rest = "/rest/" + opening.streamId();
            List<ReturningBrowser> readers = new ArrayList<>(List.of(opening));
            IntStream.range(1, READERS).forEach(i -> readers.add(new ReturningBrowser(client)));
            for (ReturningBrowser reader : readers.subList(1, READERS)) {
                reader.read(second.url() + rest, 3);
                assertThat(reader.text()).isEqualTo("draft1 draft1 draft1 ");
            }
            List<CompletableFuture<Void>> reading = readers.stream()
                    .map(reader -> CompletableFuture.runAsync(
                            () -> readToEnd(reader, second.url() + rest, third.url() + rest), threads))
                    .toList();

            first.kill();
            await().atMost(LONG).until(() -> asked.get() == 2);
            ReturningBrowser watching = new ReturningBrowser(client);
            watching.read(third.url() + rest, 3 + 1 + 3);
            assertThat(watching.text()).isEqualTo("draft2 draft2 draft2 ");
            second.kill();

            CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            ReturningBrowser late = new ReturningBrowser(client);
            late.read(third.url() + rest, Integer.MAX_VALUE);
            for (ReturningBrowser reader :
                    Stream.concat(readers.stream(), Stream.of(late)).toList()) {
                assertThat(reader.text()).isEqualTo("the whole answer");
                assertThat(reader.resets()).containsExactly("restart", "restart");
                assertThat(reader.errors()).isEmpty();
                assertThat(reader.done()).isTrue();
            }
            assertThat(provider.requests()).hasSize(3);
            assertThat(provider.requests().get(2).body())
                    .isEqualTo(provider.requests().get(0).body());
            await().atMost(LONG)
                    .until(() -> redis.commands()
                            .keys("ai-streaming:request:" + opening.streamId())
                            .isEmpty());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Goes to the next instance where one does not answer any more. */
    private static void readToEnd(ReturningBrowser reader, String... urls) {
        for (int attempt = 0; attempt < 100 && !reader.done(); attempt++) {
            try {
                reader.read(urls[attempt % urls.length], Integer.MAX_VALUE);
            } catch (IOException e) {
                Thread.onSpinWait(); // that one is gone
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
