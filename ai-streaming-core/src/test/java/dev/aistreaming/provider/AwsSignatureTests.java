package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.recording.Tape;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What goes out is signed so that somebody else who reads the specification agrees. */
class AwsSignatureTests {

    private static final String ID = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-02T12:00:00Z"), ZoneOffset.UTC);

    @AutoClose("shutdownNow")
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @AutoClose
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, workers);

    private final SignatureCheck check = new SignatureCheck(SECRET);

    /** AWS's own test vectors, {@code get-vanilla} and {@code post-vanilla}: the check itself is right. */
    @ParameterizedTest
    @CsvSource({
        "GET, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    })
    void theCheckAgreesWithThePublishedVectors(String method, String signature) {
        assertThat(check.signature(
                        method,
                        "/",
                        Map.of("host", "example.amazonaws.com", "x-amz-date", "20150830T123600Z"),
                        "host;x-amz-date",
                        "20150830/us-east-1/service/aws4_request",
                        ""))
                .isEqualTo(signature);
    }

    private RecordingListener call(ProviderSettings settings, String model, AwsSignature signature) {
        BedrockProtocol protocol = new BedrockProtocol(signature);
        HttpPost post = protocol.post(
                ChatRequest.builder().model(model).prompt("Gr\u00FC\u00DFe").build(), settings);
        RecordingListener listener = new RecordingListener();
        Asked asked = new Asked(model, post.uri());
        new HttpChatCall(settings, asked, transport, protocol, post, () -> Tape.NONE).start(listener);
        return listener.await();
    }

    private static ProviderSettings at(URI server) {
        return ProviderSettings.of("mine", ProviderType.BEDROCK)
                .withBaseUrl(server)
                .withRegion("eu-west-1")
                .withHeaders(Map.of("X-Title", "My app"));
    }

    private static AwsSignature signedAs(AwsCredentials credentials) {
        return new AwsSignature(() -> new AwsSigner(() -> credentials, NOON));
    }

    private ScriptedConnection.Request sent(String model, AwsCredentials credentials) {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.head(200, "application/vnd.amazon.eventstream");
            connection.chunk(AwsFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"));
            connection.end();
        })) {
            assertThat(call(at(server.url()), model, signedAs(credentials))
                            .response()
                            .content())
                    .isEmpty();
            return server.requests().get(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us.anthropic.claude-x-v1:0",
                "arn:aws:bedrock:eu-west-1:123:application-inference-profile/ab1",
                "a b*~+\u00E9",
                "plain"
            })
    void whatArrivesIsSigned(String model) {
        ScriptedConnection.Request request = sent(model, AwsBasicCredentials.create(ID, SECRET));
        check.verify(request, ID, "20260102/eu-west-1/bedrock/aws4_request");
    }

    @Test
    void signsTheTokenOfASession() {
        ScriptedConnection.Request request = sent("m", AwsSessionCredentials.create(ID, SECRET, "token-1"));
        assertThat(check.verify(request, ID, "20260102/eu-west-1/bedrock/aws4_request"))
                .contains("x-amz-security-token", "x-amz-date", "host", "content-type");
        assertThat(request.headers()).containsEntry("x-amz-security-token", "token-1");
    }

    @Test
    void theCheckNoticesAnotherBodyAndAnotherPath() {
        ScriptedConnection.Request request = sent("m", AwsBasicCredentials.create(ID, SECRET));
        assertThat(check.agrees(request)).isTrue();
        assertThat(check.agrees(
                        new ScriptedConnection.Request(request.line(), request.headers(), request.body() + " ")))
                .isFalse();
        assertThat(check.agrees(new ScriptedConnection.Request(
                        request.line().replace("/m/", "/n/"), request.headers(), request.body())))
                .isFalse();
    }

    @Test
    void signsEachRequestAtItsOwnTime() {
        ProviderSettings settings = at(URI.create("http://localhost:1"));
        HttpPost post = new BedrockProtocol(signedAs(AwsBasicCredentials.create(ID, SECRET)))
                .post(ChatRequest.builder().model("m").prompt("Hi").build(), settings);
        assertThat(post.headers()).doesNotContainKeys("Authorization", "x-amz-date"); // not before it is sent
    }

    @Test
    void isAnErrorOfAuthenticationWithoutTheSdk() {
        AiException error = call(at(URI.create("http://localhost:1")), "m", new AwsSignature(() -> {
                    throw new NoClassDefFoundError("software/amazon/awssdk/http/auth/aws/signer/AwsV4HttpSigner");
                }))
                .error();
        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error).cause().hasMessageContainingAll("http-auth-aws", "api-key");
    }

    @Test
    void isAnErrorOfAuthenticationWithoutCredentials() {
        AiException error = call(
                        at(URI.create("http://localhost:1")),
                        "m",
                        new AwsSignature(() -> new AwsSigner(
                                () -> {
                                    throw SdkClientException.create("Unable to load credentials");
                                },
                                NOON)))
                .error();
        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error.provider()).isEqualTo("mine");
        assertThat(error.userMessage()).doesNotContain("credentials");
    }

    @Test
    void asksForCredentialsOnAnotherThreadThanTheCallers() {
        Thread caller = Thread.currentThread();
        Thread[] asked = new Thread[1];
        call(at(URI.create("http://localhost:1")), "m", new AwsSignature(() -> (post, region) -> {
            asked[0] = Thread.currentThread();
            return post;
        }));
        assertThat(asked[0]).isNotNull().isNotSameAs(caller);
    }

    @Test
    void signsNothingWhereThereIsAKey() {
        try (ScriptedServer server = ScriptedServer.answering(403, "application/json", "{}")) {
            call(at(server.url()).withApiKey("k"), "m", signedAs(AwsBasicCredentials.create(ID, SECRET)));
            assertThat(server.requests().get(0).headers())
                    .containsEntry("authorization", "Bearer k")
                    .doesNotContainKey("x-amz-date");
        }
    }

    // ---- errors before the stream

    @ParameterizedTest
    @CsvSource({
        "403, UnrecognizedClientException, AUTHENTICATION",
        "403, ExpiredTokenException, AUTHENTICATION",
        "403, AccessDeniedException, PERMISSION_DENIED",
        "400, ServiceQuotaExceededException, QUOTA_EXCEEDED",
        "400, ValidationException, INVALID_REQUEST",
        "404, ResourceNotFoundException, INVALID_REQUEST",
        "408, ModelTimeoutException, PROVIDER_ERROR",
        "424, ModelErrorException, PROVIDER_ERROR",
        "429, ThrottlingException, RATE_LIMITED",
        "500, InternalServerException, PROVIDER_ERROR",
        "503, ServiceUnavailableException, OVERLOADED"
    })
    void readsTheTypeOfAnErrorInTheHead(int status, String type, ErrorCode code) {
        try (ScriptedServer server = ScriptedServer.answering(
                status,
                "application/json",
                "{\"message\":\"it is so\"}",
                "x-amzn-errortype: " + type + ":http://internal.example/coral/",
                "x-amzn-RequestId: r-1")) {
            AiException error = call(at(server.url()).withApiKey("k"), "m", new AwsSignature())
                    .error();
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.providerMessage()).isEqualTo("it is so");
            assertThat(error.requestId()).isEqualTo("r-1");
        }
    }

    @Test
    void knowsAModelThatIsNotThereByTheWords() {
        ProviderError error = ProviderError.read(new byte[0], 0, 0);
        error.type = "ValidationException";
        error.message = "The provided model identifier is invalid.";
        assertThat(ErrorClassifier.classify(400, error).code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
    }
}
