package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract does not ask for, in each framing that is not of Server-Sent Events: limits, and errors of all kinds. */
class FramingsOverHttpTests {

    private static final ResponseLimits LIMITS = new ResponseLimits(Duration.ofMillis(200), 1000);

    @AutoClose("shutdownNow")
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);

    /** A framing, and how a document looks in it. */
    enum Framing {
        NDJSON(TinyProtocol.NDJSON, "application/x-ndjson"),
        AWS(TinyProtocol.AWS, "application/vnd.amazon.eventstream");

        @SuppressWarnings("ImmutableEnumChecker") // protocols have no state
        private final TinyProtocol protocol;

        private final String contentType;

        Framing(TinyProtocol protocol, String contentType) {
            this.protocol = protocol;
            this.contentType = contentType;
        }

        byte[] document(String json) {
            return this == NDJSON ? MappingFixture.utf8(json + "\n") : AwsFrames.event("piece", json);
        }
    }

    private static Stream<Framing> framings() {
        return Stream.of(Framing.values());
    }

    private RecordingListener call(Framing framing, ScriptedServer server) {
        RecordingListener listener = new RecordingListener();
        ChatCall call =
                framing.protocol.provider(server.url(), LIMITS, transport).newCall(ChatRequest.of("Hello?"));
        call.start(listener);
        return listener;
    }

    /** The provider says the documents, and then nothing more. */
    private RecordingListener playAndStayOpen(Framing framing, String... documents) {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, framing.contentType);
            for (String document : documents) {
                connection.chunk(framing.document(document));
            }
            connection.waitForClientToLeave();
        })) {
            return call(framing, server).await();
        }
    }

    @ParameterizedTest
    @MethodSource("framings")
    void endsAtTheTerminatorOfTheProtocol(Framing framing) {
        RecordingListener listener =
                playAndStayOpen(framing, "{\"id\":\"t-1\",\"text\":\"a\"}", "{\"stop\":\"stop\",\"end\":true}");
        assertThat(listener.response().content()).isEqualTo("a");
        assertThat(listener.response().id()).isEqualTo("t-1");
    }

    @ParameterizedTest
    @MethodSource("framings")
    void endsWithoutATerminatorSoonAfterTheFinishReason(Framing framing) {
        RecordingListener listener = playAndStayOpen(framing, "{\"text\":\"a\"}", "{\"stop\":\"stop\"}");
        assertThat(listener.response().content()).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("framings")
    void failsAnswersOfWhichOneEventIsTooLarge(Framing framing) {
        RecordingListener listener =
                playAndStayOpen(framing, "{\"text\":\"a\"}", "{\"text\":\"" + "b".repeat(1000) + "\"}");
        assertThat(listener.content()).isEqualTo("a");
        assertThat(listener.error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(listener.error().providerMessage()).isEqualTo("an event of more than 1000 bytes");
    }

    @ParameterizedTest
    @MethodSource("framings")
    void readsAnErrorInTheMiddleOfAnAnswer(Framing framing) {
        RecordingListener listener = playAndStayOpen(
                framing, "{\"text\":\"a\"}", "{\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit\"}}");
        assertThat(listener.content()).isEqualTo("a");
        assertThat(listener.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(listener.error().providerMessage()).isEqualTo("slow down");
    }

    @ParameterizedTest
    @MethodSource("framings")
    void readsAnErrorInPlaceOfAnAnswer(Framing framing) {
        for (int status : new int[] {200, 400}) {
            String error = "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}";
            try (ScriptedServer server = ScriptedServer.answering(status, "application/json", error)) {
                RecordingListener listener = call(framing, server);
                assertThat(listener.error().code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
                assertThat(listener.error().status()).isEqualTo(status);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("framings")
    void isMalformedWhereSomethingElseAnswers(Framing framing) {
        try (ScriptedServer server = ScriptedServer.answering(200, "text/html", "<html>Welcome</html>\n")) {
            RecordingListener listener = call(framing, server);
            assertThat(listener.error().code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
            assertThat(listener.error().providerMessage()).endsWith("but text/html; is base-url right?");
        }
    }
}
