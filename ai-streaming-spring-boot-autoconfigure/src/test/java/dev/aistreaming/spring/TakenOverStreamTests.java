package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.redis.TestRedis;
import dev.aistreaming.spring.stream.StreamDrain;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Streams that an application has taken over from another one, of which Redis hears no more. */
@Tag("integration")
class TakenOverStreamTests {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TestRedis redis = TestRedis.startOwn();

    private final CountDownLatch whole = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() throws Exception {
        whole.countDown();
        for (AutoCloseable each : open) {
            each.close();
        }
        redis.commands().flushall();
    }

    private ScriptedApplication application(String text) {
        ScriptedApplication application = new ScriptedApplication(
                ScriptedApplication.Server.TOMCAT,
                false,
                List.of(ChatController.class),
                new ScriptedServer(connection -> play(connection, text)),
                "spring.data.redis.url=" + redis.url(),
                "ai.streaming.resume.enabled=true",
                "ai.streaming.resume.store=redis",
                "ai.streaming.resume.on-crash=restart",
                "ai.streaming.resume.encryption-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
                "ai.streaming.heartbeat-interval=200ms");
        open.add(application);
        return application;
    }

    private void play(ScriptedConnection connection, String text) throws IOException, InterruptedException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text(text));
        whole.await();
        connection.chunk(OpenAiWire.text(" whole") + OpenAiWire.ending());
        connection.end();
    }

    /** Ann asks one application, reads at the other, and the first one is gone; returns what she reads there. */
    private InputStream crash(ScriptedApplication first, ScriptedApplication second, String format) throws Exception {
        HttpResponse<InputStream> asked = first.open("/api/chat/c1?question=hi&format=" + format, "X-User", "ann");
        open.add(asked.body());
        ScriptedApplication.readUntil(asked.body(), "half");
        await().atMost(LONG)
                .until(() ->
                        second.get("/api/chat/c1/id", "X-User", "ann").body().length() == 32);
        InputStream reading =
                second.open("/api/chat/c1/stream", "X-User", "ann").body();
        open.add(reading);
        ScriptedApplication.readUntil(reading, "half");
        first.bean(LettuceConnectionFactory.class).destroy();
        return reading;
    }

    private static String rest(InputStream reading) throws IOException {
        return new String(reading.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void isListedAndFoundAndStoppedByItsOwnerWhereItGoesOn() throws Exception {
        ScriptedApplication second = application("again");
        InputStream reading = crash(application("half"), second, "json");
        assertThat(ScriptedApplication.readUntil(reading, "again")).contains("{\"reset\":{\"reason\":\"restart\"}}");

        assertThat(second.bean(ActiveStreams.class).list())
                .singleElement()
                .satisfies(stream -> assertThat(stream.provider()).isEqualTo("openai"));
        assertThat(second.get("/api/chat/c1/find", "X-User", "bob").body()).isEqualTo("nothing");
        assertThat(second.send("POST", "/api/chat/c1/stop", "X-User", "bob").body())
                .isEqualTo("false");
        assertThat(second.get("/api/chat/c1/find", "X-User", "ann").body()).isEqualTo("1000003 false");
        assertThat(second.send("POST", "/api/chat/c1/stop", "X-User", "ann").body())
                .isEqualTo("true");

        assertThat(rest(reading)).contains("\"code\":\"cancelled\"").endsWith("data: [DONE]\n\n");
        await().atMost(LONG).until(() -> second.bean(ActiveStreams.class).count() == 0);
        assertThat(second.provider.requests()).hasSize(1);
    }

    @Test
    void endsWithTheApplicationThatGoesOn() throws Exception {
        ScriptedApplication second = application("again");
        InputStream reading = crash(application("half"), second, "json");
        ScriptedApplication.readUntil(reading, "again");

        second.bean(StreamDrain.class).stop();

        assertThat(rest(reading)).contains("\"code\":\"shutting_down\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void goesOnInTheMiddleOfATextInTheWordsOfItsFormat() throws Exception {
        ScriptedApplication second = application("again");
        InputStream reading = crash(application("half"), second, "ai-sdk");
        String before = ScriptedApplication.readUntil(reading, "again");
        whole.countDown();

        String all =
                (before + rest(reading)).replaceAll("(?m)^(id: .*|:.*)\n", "").replaceAll("\n+", "\n");
        assertThat(all).contains("""
                        data: {"type":"text-end","id":"text-1"}
                        data: {"type":"finish-step"}
                        data: {"type":"data-reset","data":{"reason":"restart"}}
                        data: {"type":"start-step"}
                        data: {"type":"text-start","id":"text-2"}
                        data: {"type":"text-delta","id":"text-2","delta":"again"}
                        data: {"type":"text-delta","id":"text-2","delta":" whole"}
                        data: {"type":"text-end","id":"text-2"}
                        data: {"type":"finish-step"}
                        data: {"type":"finish"}
                        data: [DONE]
                        """);
        assertThat(all).doesNotContain("\"error\"");
    }

    @Test
    void endsWhereItsFormatHasNoWordForIt() throws Exception {
        ScriptedApplication second = application("again");
        InputStream reading = crash(application("half"), second, "openai");

        assertThat(rest(reading)).contains("interrupted");
        assertThat(second.provider.requests()).isEmpty();
    }

    @Test
    void keepsNoRequestThatCallsTheApplicationBack() throws Exception {
        ScriptedApplication application = application("half");
        assertThat(redis.commands().exists("ai-streaming:request:" + begin(application, "/chat?question=hi")))
                .isEqualTo(1);

        assertThat(redis.commands().exists("ai-streaming:request:" + begin(application, "/callbacks?question=hi")))
                .isZero();
    }

    /** Returns the id, once the stream is in Redis. */
    private String begin(ScriptedApplication application, String path) throws Exception {
        HttpResponse<InputStream> response = application.open(path);
        open.add(response.body());
        ScriptedApplication.readUntil(response.body(), "half");
        String id = response.headers().firstValue("X-AI-Stream-Id").orElseThrow();
        await().atMost(LONG).until(() -> redis.commands().xlen("ai-streaming:stream:" + id) == 2);
        return id;
    }
}
