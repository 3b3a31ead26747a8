package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ResponseHeadTests extends TransportFixture {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";

    private RecordingExchangeListener answered(String head) {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.raw(head);
            connection.waitForClientToLeave();
        })) {
            RecordingExchangeListener listener = ask(server.url());
            await().until(listener::hasEnded);
            return listener;
        }
    }

    @Test
    void answersThatAreNoHttpLeaveNothingBehind() {
        AtomicBoolean broken = new AtomicBoolean(true);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            if (broken.get()) {
                connection.raw("220 mail.example ESMTP\r\n");
                connection.waitForClientToLeave();
            } else {
                connection.whole(200, "text/plain", "ok");
            }
        })) {
            assertThat(ask(server.url()).failure()).isInstanceOf(ProtocolException.class);
            int before = descriptors();
            for (int i = 0; i < 350; i++) {
                assertThat(ask(server.url()).failure()).isInstanceOf(ProtocolException.class);
            }
            await().until(() -> server.openConnections() == 0);
            assertThat(descriptors()).isLessThan(before + 20);
            assertThat(transport.activeConnections() + transport.idleConnections())
                    .isZero();

            broken.set(false);
            for (int i = 0; i < 6; i++) {
                assertThat(ask(server.url()).body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void headsOfAMegabyteLeaveNothingBehind() {
        AtomicBoolean broken = new AtomicBoolean(true);
        String huge = OK + "X-Huge: " + "0123456789".repeat(100_000) + "\r\n\r\nok";
        try (ScriptedServer server = new ScriptedServer(connection -> {
            if (broken.get()) {
                connection.raw(huge);
                connection.waitForClientToLeave();
            } else {
                connection.whole(200, "text/plain", "ok");
            }
        })) {
            assertThat(ask(server.url()).failure()).isInstanceOf(ProtocolException.class);
            int before = descriptors();
            for (int i = 0; i < 100; i++) {
                assertThat(ask(server.url()).failure()).isInstanceOf(ProtocolException.class);
            }
            await().until(() -> server.openConnections() == 0);
            assertThat(descriptors()).isLessThan(before + 20);

            broken.set(false);
            for (int i = 0; i < 6; i++) {
                assertThat(ask(server.url()).body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void takesAHeadOfSixtyKilobytes() {
        assertThat(answered(OK + ("X-Much: " + "0123456789".repeat(1_000) + "\r\n").repeat(6) + "\r\nok")
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void refusesAHeadThatIsTooLargeInAll() {
        assertThat(answered(OK + ("X-Much: " + "0123456789".repeat(1_000) + "\r\n").repeat(7) + "\r\nok")
                        .failure())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("65536");
    }

    @Test
    void refusesAHeadOfTooManyFields() {
        assertThat(answered(OK + "X: 1\r\n".repeat(199) + "\r\nok").body()).isEqualTo("ok");
        assertThat(answered(OK + "X: 1\r\n".repeat(200) + "\r\nok").failure()).isInstanceOf(ProtocolException.class);
    }

    @Test
    void skipsWhatIsSaidBeforeTheAnswer() {
        RecordingExchangeListener listener = answered("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + OK + "\r\nok");

        assertThat(listener.body()).isEqualTo("ok");
        assertThat(listener.status()).isEqualTo(200);
    }

    @Test
    void chunksCountWhereALengthIsGivenToo() {
        assertThat(answered("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "2\r\nok\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void understandsThatChunkedIsSaidTwice() {
        assertThat(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "2\r\nok\r\n0\r\n\r\n")
                        .body())
                .isEqualTo("ok");
    }

    @Test
    void aRedirectIsAnAnswer() {
        RecordingExchangeListener listener =
                answered("HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 2\r\n\r\nok");

        assertThat(listener.body()).isEqualTo("ok");
        assertThat(listener.status()).isEqualTo(307);
    }

    @Test
    void headersAreFoundByNamesOfAnyCase() {
        Headers headers = Headers.of(Map.of("Retry-After", "7"));

        assertThat(headers.firstValue("retry-after")).contains("7");
        assertThat(headers.firstValue("nothing")).isEmpty();
    }

    @Test
    void sendsNothingButWhatItHasTo() {
        try (ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            ask(server.url()).body();

            ScriptedConnection.Request request = server.requests().get(0);
            assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
            assertThat(request.headers())
                    .containsOnlyKeys("host", "user-agent", "accept-encoding", "content-type", "content-length")
                    .containsEntry("user-agent", "ai-streaming")
                    .containsEntry("accept-encoding", "identity");
        }
    }

    @Test
    void ofNamesThatDifferInCaseTheLastOneIsSent() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Bearer ours");
        headers.put("authorization", "Bearer theirs");
        headers.put("user-agent", "theirs");
        try (ScriptedServer server = ScriptedServer.answering(200, "text/plain", "ok")) {
            RecordingExchangeListener listener = new RecordingExchangeListener();
            transport
                    .newExchange(new HttpPost(server.url(), headers, "{}".getBytes(StandardCharsets.UTF_8)), listener)
                    .start();
            listener.body();

            assertThat(server.requests().get(0).headers())
                    .containsEntry("authorization", "Bearer theirs")
                    .containsEntry("user-agent", "theirs");
        }
    }
}
