package dev.aistreaming.applications.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class StreamTests {

    private static final String QUESTION = "{\"question\":\"Hi?\"}";

    private static ScriptedServer hello() {
        return ScriptedServer.streaming(
                OpenAiWire.opening(), OpenAiWire.text("Hel"), OpenAiWire.text("lo"), OpenAiWire.ending());
    }

    /** Begins an answer, and says nothing more. */
    private static void beginsOnly(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
        connection.waitForClientToLeave();
    }

    private static String readUntil(InputStream body, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = body.read();
            assertThat(next).as("the stream ended: " + text).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void aControllerStreamsByReturningAPublisher() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            HttpResponse<String> response = application.send(application.post("/api/chat/stream", QUESTION));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(response.body())
                    .isEqualTo("data: {\"content\":\"Hel\"}\n\ndata: {\"content\":\"lo\"}\n\ndata: [DONE]\n\n");
        }
    }

    @Test
    void aFrontEndIsAnsweredInItsOwnWords() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            HttpResponse<String> response = application.send(
                    application.post(
                            "/api/ai-sdk",
                            "{\"id\":\"chat-1\",\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"text\":\"Hi?\"}]}]}"));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-vercel-ai-ui-message-stream"))
                    .hasValue("v1");
            assertThat(response.body()).contains("\"type\":\"text-delta\"").endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void theHeadLeavesBeforeTheModelSaysAnything() throws Exception {
        try (RunningApplication application = new RunningApplication(ScriptedConnection::waitForClientToLeave)) {
            HttpResponse<InputStream> response = application.open(application.post("/api/chat/stream", QUESTION));
            assertThat(response.statusCode()).isEqualTo(200);
            response.body().close();
        }
    }

    @Test
    void aBrowserThatLeavesEndsTheProvidersCall() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        try (RunningApplication application = new RunningApplication(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hello"));
            connection.waitForClientToLeave();
            left.complete(true);
        })) {
            try (Socket browser = new Socket(InetAddress.getLoopbackAddress(), application.port())) {
                ask(browser);
                readUntil(browser.getInputStream(), "Hello");
            }
            assertThat(left.get(30, TimeUnit.SECONDS)).isTrue();
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
        }
    }

    private static void ask(Socket browser) throws IOException {
        browser.getOutputStream()
                .write(("POST /api/chat/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + QUESTION.length() + "\r\n\r\n"
                                + QUESTION)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void heartBeatsComeWhileTheModelIsSilent() throws Exception {
        try (RunningApplication application =
                new RunningApplication(StreamTests::beginsOnly, "--ai.streaming.heartbeat-interval=100ms")) {
            HttpResponse<InputStream> response = application.open(application.post("/api/chat/stream", QUESTION));
            readUntil(response.body(), ": keep-alive\n\n: keep-alive\n\n");
            response.body().close();
        }
    }

    @Test
    void aStreamTooManyIsAStatus() throws Exception {
        try (RunningApplication application =
                new RunningApplication(StreamTests::beginsOnly, "--ai.streaming.limits.max-concurrent-streams=1")) {
            HttpResponse<InputStream> first = application.open(application.post("/api/chat/stream", QUESTION));
            readUntil(first.body(), "Hello");
            HttpResponse<String> second = application.send(application.post("/api/chat/stream", QUESTION));
            assertThat(second.statusCode()).isEqualTo(429);
            assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(second.headers().firstValue("Retry-After")).isPresent();
            assertThat(second.body()).contains("\"code\":\"busy\"");
            first.body().close();
        }
    }

    @Test
    void whatMakesNoSenseIsABadRequest() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            assertThat(application
                            .send(application.post("/api/chat/stream", "{\"question\":\" \"}"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(application
                            .send(application.post("/api/ai-sdk", "{\"messages\":[]}"))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(application.asked()).isZero();
        }
    }

    @Test
    void aHeadRequestGetsTheHeadersAndAsksNobody() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            HttpResponse<String> response = application.send(application
                    .request("/api/chat/stream?question=Hi")
                    .method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
            assertThat(application.asked()).isZero();
        }
    }

    @Test
    void anAnswerInOnePieceHoldsUpNoEventLoop() throws Exception {
        try (RunningApplication application = new RunningApplication(hello())) {
            assertThat(application.send(application.post("/api/chat", QUESTION)).body())
                    .isEqualTo("{\"content\":\"Hello\"}");
        }
    }

    @Test
    void aControllerThatReturnsAnEmitterStopsTheStart() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(WebFluxApplication.class, Emitting.class)
                        .run("--server.port=0", "--ai.streaming.providers.openai.api-key=a-key"))
                .hasStackTraceContaining("returns an SseEmitter, which Spring MVC writes");
    }

    @Configuration(proxyBeanMethods = false)
    static class Emitting {
        @RestController
        static class Controller {
            @GetMapping("/emitter")
            SseEmitter emitter() {
                return new SseEmitter();
            }
        }
    }

    @Test
    void aBrowserThatReadsNothingPausesTheProvider() throws Exception {
        int total = 4_000;
        String piece = OpenAiWire.text("x".repeat(16_000));
        AtomicInteger sent = new AtomicInteger();
        try (RunningApplication application = new RunningApplication(
                        connection -> {
                            connection.head(200, "text/event-stream");
                            connection.chunk(OpenAiWire.opening());
                            for (int i = 0; i < total; i++) {
                                connection.chunk(piece);
                                sent.incrementAndGet();
                            }
                            connection.chunk(OpenAiWire.ending());
                            connection.end();
                        },
                        "--ai.streaming.limits.max-answer-characters=100000000",
                        "--ai.streaming.write-timeout=2m");
                Socket browser = new Socket()) {
            browser.setReceiveBufferSize(16 * 1024);
            browser.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), application.port()));
            ask(browser);
            awaitStandstill(sent);
            assertThat(sent.get()).isLessThan(total / 2);

            String end = "";
            byte[] buffer = new byte[256 * 1024];
            for (int read; (read = browser.getInputStream().read(buffer)) >= 0; ) {
                String text = end + new String(buffer, 0, read, StandardCharsets.US_ASCII);
                end = text.substring(Math.max(0, text.length() - 100));
            }
            assertThat(end).contains("data: [DONE]");
            assertThat(sent.get()).isEqualTo(total);
        }
    }

    @Test
    void aBrowserThatReadsNothingForTooLongIsCutOff() throws Exception {
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        String piece = OpenAiWire.text("x".repeat(16_000));
        try (RunningApplication application = new RunningApplication(
                        connection -> {
                            connection.head(200, "text/event-stream");
                            connection.chunk(OpenAiWire.opening());
                            try {
                                while (true) {
                                    connection.chunk(piece);
                                }
                            } catch (IOException e) {
                                left.complete(true);
                            }
                        },
                        "--ai.streaming.limits.max-answer-characters=1000000000",
                        "--ai.streaming.write-timeout=1s");
                Socket browser = new Socket()) {
            browser.setReceiveBufferSize(16 * 1024);
            browser.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), application.port()));
            ask(browser);
            assertThat(left.get(1, TimeUnit.MINUTES)).isTrue();
            await().until(() -> application.bean(ActiveStreams.class).count() == 0);
            browser.setSoTimeout(30_000);
            assertThat(readToTheEnd(browser)).doesNotContain("[DONE]");
        }
    }

    /** A connection that is reset ends, too. */
    private static String readToTheEnd(Socket browser) throws IOException {
        try {
            return new String(browser.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return "";
        }
    }

    private static void awaitStandstill(AtomicInteger count) {
        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    int now = count.get();
                    return now > 0 && before.getAndSet(now) == now;
                });
    }
}
