package dev.aistreaming.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.spring.ScriptedApplication.Server;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedConnection;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@Timeout(60)
class LimitsTests {

    private static @Nullable ScriptedApplication shared;

    /** One stream at a time. */
    private static ScriptedApplication application() {
        return Objects.requireNonNull(shared);
    }

    @BeforeAll
    static void open() {
        shared = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(),
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.sse.include-metadata=true",
                "ai.streaming.retry.max-attempts=1",
                "ai.streaming.limits.max-concurrent-streams=1",
                "ai.streaming.limits.max-request-characters=20",
                "ai.streaming.limits.max-answer-characters=10",
                "ai.streaming.limits.max-tool-calls=2",
                "ai.streaming.limits.max-event-size=4KB");
    }

    @AfterEach
    void awaitQuiet() {
        application().awaitQuiet();
    }

    @AfterAll
    static void close() {
        application().close();
    }

    @Test
    void oneStreamTooManyIsRefusedAndNothingIsSent() throws Exception {
        application().play(LimitsTests::wordAndSilence);
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("word");
            int before = application().provider.requests().size();

            assertBusy(application().get("/chat?question=hi"));
            assertThat(application().provider.requests()).hasSize(before);
        }
    }

    @Test
    void aStreamThatEndsMakesRoomForTheNext() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
            end.await();
            connection.chunk(OpenAiWire.ending());
            connection.end();
        });
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("word");
            assertBusy(application().get("/chat?question=hi"));
            end.countDown();
            browser.readUntil("[DONE]");
        }

        assertThereIsRoom();
    }

    @Test
    void aStreamThatFailsMakesRoomForTheNext() throws Exception {
        application().play(connection -> connection.whole(503, "text/html", "<h1>sorry</h1>"));
        assertThat(application().stream()).contains("\"code\":\"overloaded\"");

        assertThereIsRoom();
    }

    @Test
    void aBrowserThatLeavesMakesRoomForTheNext() throws Exception {
        application().play(LimitsTests::wordAndSilence);
        try (ScriptedApplication.Browser browser = application().browser("/chat?question=hi")) {
            browser.readUntil("word");
        }

        assertThereIsRoom();
    }

    @Test
    void aRequestThatMakesNoSenseTakesNoRoom() throws Exception {
        assertThat(application().get("/invalid").statusCode()).isEqualTo(400);

        assertThereIsRoom();
    }

    @Test
    void aRequestThatIsTooLongIsRefusedAndNothingIsSent() throws Exception {
        int before = application().provider.requests().size();

        HttpResponse<String> response = application().get("/chat?question=" + "x".repeat(21));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body())
                .contains("\"code\":\"invalid_request\"", "the request has 21 characters, but the limit is 20");
        assertThat(application().provider.requests()).hasSize(before);
    }

    @Test
    void withoutASettingARequestHasAMillionCharactersAtMost() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(LimitsTests::wordAndSilence);
                InputStream answer = application
                        .post("/chat", "text/plain", "x".repeat(1_000_001))
                        .body()) {
            assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("the request has 1000001 characters, but the limit is 1000000");
            assertThat(application.provider.requests()).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsTooLongIsCutAndItsProviderStopped() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("0123456") + OpenAiWire.text("789abcdef"));
            connection.waitForClientToLeave();
            stopped.countDown();
        });

        assertThat(application().stream().replace(": keep-alive\n\n", ""))
                .startsWith("data: {\"content\":\"0123456\"}\n\ndata: {\"content\":\"789\"}\n\n"
                        + "data: {\"finishReason\":\"length\"")
                .endsWith("}\n\ndata: [DONE]\n\n");
        stopped.await();
    }

    @Test
    void anAnswerWithTooManyToolCallsIsMalformed() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
            for (int i = 0; i < 3; i++) {
                connection.chunk("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":" + i
                        + ",\"id\":\"a\",\"function\":{\"name\":\"f\"}}]}}]}\n\n");
            }
            connection.waitForClientToLeave();
        });

        assertThat(application().stream().replace(": keep-alive\n\n", ""))
                .startsWith("data: {\"content\":\"word\"}\n\n")
                .contains("\"code\":\"malformed_response\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void anEventThatIsTooLargeIsMalformed() throws Exception {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + "data: " + "x".repeat(4097));
            connection.waitForClientToLeave();
        });

        assertThat(application().stream()).contains("\"code\":\"malformed_response\"");
    }

    @Test
    void clientsWhoAreNotSignedInAreToldApartByTheirAddress() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                LimitsTests::wordAndSilence,
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.limits.max-concurrent-streams-per-client=1")) {
            try (ScriptedApplication.Browser browser = application.browser("/chat?question=hi")) {
                browser.readUntil("word");

                assertBusy(application.get("/chat?question=hi"));
            }
        }
    }

    @Test
    void aClientWithANetworkOfAddressesIsOneClient() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                LimitsTests::wordAndSilence,
                "server.forward-headers-strategy=native",
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.limits.max-concurrent-streams-per-client=1")) {
            try (ScriptedApplication.Browser browser =
                    application.browser("/chat?question=hi", "X-Forwarded-For", "2001:db8:1:2::1")) {
                browser.readUntil("word");

                assertBusy(application.get("/chat?question=hi", "X-Forwarded-For", "2001:db8:1:2:dead:beef:0:2"));
                try (ScriptedApplication.Browser other =
                        application.browser("/chat?question=hi", "X-Forwarded-For", "2001:db8:1:3::1")) {
                    other.readUntil("word");
                }
            }
        }
    }

    @Test
    void aResolverOfTheApplicationsOwnTellsClientsApart() throws Exception {
        try (ScriptedApplication application = new ScriptedApplication(
                Server.TOMCAT,
                false,
                List.of(ByTenant.class),
                "ai.streaming.heartbeat-interval=50ms",
                "ai.streaming.limits.max-concurrent-streams-per-client=1")) {
            application.play(LimitsTests::wordAndSilence);
            try (ScriptedApplication.Browser one = application.browser("/chat?question=hi", "X-Tenant", "one");
                    ScriptedApplication.Browser two = application.browser("/chat?question=hi", "X-Tenant", "two");
                    ScriptedApplication.Browser none = application.browser("/chat?question=hi");
                    ScriptedApplication.Browser noneEither = application.browser("/chat?question=hi")) {
                one.readUntil("word");
                two.readUntil("word");
                none.readUntil("word");
                noneEither.readUntil("word");

                assertBusy(application.get("/chat?question=hi", "X-Tenant", "one"));
            }
            application.awaitQuiet();
        }
    }

    private static void wordAndSilence(ScriptedConnection connection) throws IOException {
        connection.head(200, "text/event-stream");
        connection.chunk(OpenAiWire.opening() + OpenAiWire.text("word"));
        connection.waitForClientToLeave();
    }

    private static void assertBusy(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"busy\"", "\"retryable\":true", "\"status\":429");
    }

    private static void assertThereIsRoom() {
        application().play(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("room") + OpenAiWire.ending());
            connection.end();
        });
        await().untilAsserted(() -> assertThat(application().stream()).contains("room"));
    }

    @Configuration(proxyBeanMethods = false)
    static class ByTenant {
        @Bean
        ClientKeyResolver tenants() {
            return () -> RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes attributes
                    ? attributes.getRequest().getHeader("X-Tenant")
                    : null;
        }
    }
}
