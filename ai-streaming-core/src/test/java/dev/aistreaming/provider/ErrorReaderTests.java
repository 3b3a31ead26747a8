package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.ConnectTimeoutException;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.MalformedContentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the errors that providers answer. */
class ErrorReaderTests {

    private static final ProviderSettings SETTINGS =
            ProviderSettings.of("test", ProviderType.OPENAI).withApiKey("sk-secret-0123456789");

    /** Reads an error as a call does: name and value of each header in turn. */
    private static AiException read(int status, String body, String... headers) {
        return read(SETTINGS, status, body, headers);
    }

    private static AiException read(ProviderSettings settings, int status, String body, String... headers) {
        ResponseBody reader = new ErrorBody(new ErrorReader(settings, asked(settings), status, headers(headers)));
        try {
            reader.read(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
            reader.end();
        } catch (AiException e) {
            return e;
        }
        throw new AssertionError("no error");
    }

    private static Headers headers(String... namesAndValues) {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Headers.of(headers);
    }

    private static void assertError(AiException error, ErrorCode code, boolean retryable, String providerMessage) {
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
        assertThat(error.providerMessage()).isEqualTo(providerMessage);
        assertThat(error.provider()).isEqualTo("test");
    }

    // ---- OpenAI

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | invalid_request_error | invalid_api_key | AUTHENTICATION | false",
                "403 | invalid_request_error | unsupported_country | PERMISSION_DENIED | false",
                "404 | invalid_request_error | model_not_found | MODEL_NOT_FOUND | false",
                "400 | invalid_request_error | model_not_found | MODEL_NOT_FOUND | false",
                "400 | invalid_request_error | context_length_exceeded | CONTEXT_LENGTH_EXCEEDED | false",
                "400 | invalid_request_error | unsupported_value | INVALID_REQUEST | false",
                "400 | invalid_request_error | decimal_above_max_value | INVALID_REQUEST | false",
                "400 | invalid_request_error | content_policy_violation | CONTENT_FILTERED | false",
                "400 | null | content_filter | CONTENT_FILTERED | false",
                "429 | tokens | rate_limit_exceeded | RATE_LIMITED | true",
                "429 | requests | rate_limit_exceeded | RATE_LIMITED | true",
                "429 | insufficient_quota | insufficient_quota | QUOTA_EXCEEDED | false",
                "500 | server_error | null | PROVIDER_ERROR | true",
                "503 | server_error | null | OVERLOADED | true"
            })
    void classifiesErrorsOfOpenAi(int status, String type, String code, ErrorCode expected, boolean retryable) {
        String body = "{\"error\":{\"message\":\"their words\",\"type\":\"" + type + "\",\"param\":null,\"code\":\""
                + code + "\"}}";
        AiException error = read(status, body.replace("\"null\"", "null"), "x-request-id", "req_1");
        assertError(error, expected, retryable, "their words");
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.requestId()).isEqualTo("req_1");
    }

    @ParameterizedTest
    @ValueSource(ints = {413, 429})
    void doesNotRetryARequestThatIsLargerThanTheLimit(int status) {
        assertError(
                read(
                        status,
                        "{\"error\":{\"message\":\"Request too large for m-1: Limit 30000, Requested 31538.\","
                                + "\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"),
                ErrorCode.RATE_LIMITED,
                false,
                "Request too large for m-1: Limit 30000, Requested 31538.");
    }

    @Test
    void readsAStatusBesideTheError() {
        AiException error =
                read(401, "{\"error\":{\"message\":\"m\",\"type\":\"x\",\"code\":\"invalid_api_key\"},\"status\":401}");
        assertError(error, ErrorCode.AUTHENTICATION, false, "m");
    }

    @Test
    void readsACodeThatIsTheStatusAsAText() {
        // Azure
        assertError(
                read(401, "{\"error\":{\"code\":\"401\",\"message\":\"Access denied\"}}", "apim-request-id", "ap-1"),
                ErrorCode.AUTHENTICATION,
                false,
                "Access denied");
        assertError(
                read(404, "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"no such deployment\"}}"),
                ErrorCode.MODEL_NOT_FOUND,
                false,
                "no such deployment");
    }

    // ---- Anthropic

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, INVALID_REQUEST, false",
        "401, authentication_error, AUTHENTICATION, false",
        "402, billing_error, QUOTA_EXCEEDED, false",
        "403, permission_error, PERMISSION_DENIED, false",
        "409, conflict_error, PROVIDER_ERROR, true",
        "413, request_too_large, INVALID_REQUEST, false",
        "429, rate_limit_error, RATE_LIMITED, true",
        "500, api_error, PROVIDER_ERROR, true",
        "504, timeout_error, PROVIDER_ERROR, true",
        "529, overloaded_error, OVERLOADED, true"
    })
    void classifiesErrorsOfAnthropic(int status, String type, ErrorCode expected, boolean retryable) {
        AiException error = read(
                status,
                "{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"their words\"},\"request_id\":\"req_body\"}");
        assertError(error, expected, retryable, "their words");
        assertThat(error.requestId()).isEqualTo("req_body");
    }

    @Test
    void takesAnUnknownModelOfAnthropicForWhatItIs() {
        assertError(
                read(
                        404,
                        "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"model: claude-0\"}}"),
                ErrorCode.MODEL_NOT_FOUND,
                false,
                "model: claude-0");
    }

    @Test
    void readsWhatIsBehindAnInvalidRequestFromItsWords() {
        assertThat(read(
                                400,
                                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                        + "\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}")
                        .code())
                .isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
        assertThat(read(
                                400,
                                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                                        + "\"message\":\"Your credit balance is too low\"}}")
                        .code())
                .isEqualTo(ErrorCode.QUOTA_EXCEEDED);
    }

    @Test
    void prefersTheRequestIdOfTheHeader() {
        AiException error = read(
                404,
                "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"x\"},\"request_id\":null}",
                "request-id",
                "req_head");
        assertThat(error.requestId()).isEqualTo("req_head");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x-request-id", "request-id", "mistral-correlation-id", "apim-request-id", "x-generation-id"})
    void knowsEveryProvidersHeaderOfTheRequestId(String header) {
        assertThat(read(500, "", header, "id-1").requestId()).isEqualTo("id-1");
    }

    // ---- Mistral

    @Test
    void readsADetailThatIsAText() {
        assertError(read(401, "{\"detail\":\"Invalid API Key\"}"), ErrorCode.AUTHENTICATION, false, "Invalid API Key");
    }

    @Test
    void readsAFlatError() {
        assertError(
                read(
                        400,
                        "{\"object\":\"error\",\"message\":\"Invalid model: m-0\",\"type\":\"invalid_model\",\"param\":null,"
                                + "\"code\":\"1500\",\"raw_status_code\":400}"),
                ErrorCode.MODEL_NOT_FOUND,
                false,
                "Invalid model: m-0");
        assertError(
                read(
                        429,
                        "{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"type\":\"rate_limited\",\"code\":\"1300\"}"),
                ErrorCode.RATE_LIMITED,
                true,
                "Rate limit exceeded");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void takesCapacityThatIsExceededForAnOverload(int status) {
        assertThat(read(
                                status,
                                "{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\","
                                        + "\"type\":\"service_tier_capacity_exceeded\",\"code\":\"3505\"}")
                        .code())
                .isEqualTo(ErrorCode.OVERLOADED);
    }

    @Test
    void readsDetailsThatAreAList() {
        // FastAPI
        assertError(
                read(
                        422,
                        "{\"detail\":[{\"loc\":[\"body\",\"messages\"],\"msg\":\"field required\","
                                + "\"type\":\"value_error.missing\"},{\"loc\":[\"body\"],\"msg\":\"another\",\"type\":\"x\"}]}"),
                ErrorCode.INVALID_REQUEST,
                false,
                "field required");
    }

    @Test
    void readsAMessageThatStandsAlone() {
        assertError(
                read(404, "{\"message\":\"no Route matched\"}"), ErrorCode.INVALID_REQUEST, false, "no Route matched");
    }

    // ---- others

    @ParameterizedTest
    @CsvSource({
        "413, INVALID_REQUEST, false",
        "422, INVALID_REQUEST, false",
        "424, INVALID_REQUEST, false",
        "498, OVERLOADED, true",
        "499, INVALID_REQUEST, false",
        "502, PROVIDER_ERROR, true"
    })
    void classifiesStatusesOfGroq(int status, ErrorCode expected, boolean retryable) {
        assertError(
                read(status, "{\"error\":{\"message\":\"m\",\"type\":\"t\",\"code\":\"c\"}}"),
                expected,
                retryable,
                "m");
    }

    @Test
    void readsAnErrorThatIsAText() {
        // xAI tells a wrong key as 400
        assertError(
                read(400, "{\"code\":\"invalid-argument\",\"error\":\"Incorrect API key provided.\"}"),
                ErrorCode.AUTHENTICATION,
                false,
                "Incorrect API key provided.");
    }

    @Test
    void readsAnErrorInsideAnArray() {
        assertError(
                read(429, "[{\"error\":{\"code\":429,\"message\":\"slow\",\"status\":\"RESOURCE_EXHAUSTED\"}}]"),
                ErrorCode.RATE_LIMITED,
                true,
                "slow");
    }

    @Test
    void takesTheFirstMessageOfSeveral() {
        assertThat(read(
                                500,
                                "{\"error\":{\"message\":\"outer\",\"metadata\":{\"message\":\"inner\"}},\"message\":\"last\"}")
                        .providerMessage())
                .isEqualTo("outer");
    }

    @Test
    void readsJsonThatDoesNotCallItselfSo() {
        assertThat(read(
                                400,
                                "{\"error\":{\"message\":\"maximum context length is 100\",\"type\":\"invalid_request_error\"}}",
                                "content-type",
                                "application/octet-stream")
                        .code())
                .isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "<html><body>Bad gateway</body></html>",
                "{}",
                "[]",
                "{\"error\":null}",
                "{\"error\":{}}",
                "{\"error\":{\"message\":\"\",\"type\":7}}"
            })
    void classifiesByTheStatusWhereTheBodySaysNothing(String body) {
        AiException error = read(503, body);
        assertThat(error.code()).isEqualTo(ErrorCode.OVERLOADED);
        assertThat(error.status()).isEqualTo(503);
        assertThat(error.providerMessage()).isNull();
    }

    @Test
    void keepsWhatItFoundInADocumentThatWasCut() {
        assertError(
                read(400, "{\"error\":{\"message\":\"their words\",\"code\":\"context_length_exceeded\",\"par"),
                ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                false,
                "their words");
    }

    @Test
    void ignoresNumbersThatAreNoStatus() {
        assertError(
                read(400, "{\"error\":{\"code\":123456789012,\"message\":\"m\",\"type\":\"invalid_model\"}}"),
                ErrorCode.MODEL_NOT_FOUND,
                false,
                "m");
    }

    @ParameterizedTest
    @CsvSource({
        "301, PROVIDER_ERROR, false",
        "400, INVALID_REQUEST, false",
        "401, AUTHENTICATION, false",
        "402, QUOTA_EXCEEDED, false",
        "403, PERMISSION_DENIED, false",
        "404, INVALID_REQUEST, false",
        "405, INVALID_REQUEST, false",
        "408, PROVIDER_ERROR, true",
        "409, PROVIDER_ERROR, true",
        "418, INVALID_REQUEST, false",
        "429, RATE_LIMITED, true",
        "500, PROVIDER_ERROR, true",
        "502, PROVIDER_ERROR, true",
        "504, PROVIDER_ERROR, true",
        "599, PROVIDER_ERROR, true"
    })
    void classifiesStatuses(int status, ErrorCode expected, boolean retryable) {
        AiException error = read(status, "");
        assertThat(error.code()).isEqualTo(expected);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @Test
    void readsALargeBodyNoFurtherThanNeeded() {
        String body =
                "{\"error\":{\"message\":\"m\",\"code\":\"rate_limit_exceeded\",\"more\":\"" + "x".repeat(100_000);
        assertThat(read(400, body).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    }

    @Test
    void readsABodyInPiecesAndOneThatBreaksOff() {
        ResponseBody reader = new ErrorBody(new ErrorReader(SETTINGS, asked(SETTINGS), 400, headers()));
        reader.read(ByteBuffer.wrap(MappingFixture.utf8("{\"error\":{\"code\":\"invalid_api")));
        reader.read(ByteBuffer.wrap(MappingFixture.utf8("_key\",\"message\":\"m\"}")));
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> reader.breakOff(new IOException("reset")))
                .extracting(AiException::code)
                .isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void cutsVeryLongWordsOfAProvider() {
        assertThat(read(500, "{\"error\":\"" + "x".repeat(5000) + "\"}").providerMessage())
                .hasSize(1003)
                .endsWith("x...");
    }

    // ---- whether and when to retry

    @Test
    void doesWhatTheHeaderSaysOfRetries() {
        assertThat(read(500, "", "x-should-retry", "false").retryable()).isFalse();
        assertThat(read(400, "", "x-should-retry", "true").retryable()).isTrue();
        assertThat(read(500, "", "x-should-retry", "true").retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "20, PT20S",
        "0, PT0S",
        "' 3 ', PT3S",
        "86400, PT24H",
    })
    void readsSecondsToWait(String value, Duration expected) {
        assertThat(read(429, "", "retry-after", value).retryAfter()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "1e3", "+3", "999999999999", "NaN", "1e300", "2m59.56s"})
    void ignoresATimeToWaitThatIsNone(String value) {
        assertThat(read(429, "", "retry-after", value).retryAfter()).isNull();
        assertThat(read(429, "", "retry-after-ms", value).retryAfter()).isNull();
    }

    @Test
    void readsADateToWaitFor() {
        assertThat(read(429, "", "retry-after", in(Duration.ofHours(2))).retryAfter())
                .isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    }

    @Test
    void ignoresADateThatIsPastOrFarAway() {
        assertThat(read(429, "", "retry-after", "Fri, 31 Dec 1999 23:59:59 GMT").retryAfter())
                .isNull();
        assertThat(read(429, "", "retry-after", "Fri, 31 Dec 2100 23:59:59 GMT").retryAfter())
                .isNull();
    }

    private static String in(Duration time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(time));
    }

    // ---- bodies that are no JSON document

    @Test
    void readsAnErrorThatIsFramedAsAnEventStream() {
        AiException error = read(
                429,
                ": hello\n\nevent: error\ndata: {\"error\":{\"message\":\"quota\",\"type\":\"insufficient_quota\"}}\n\ndata: [DONE]\n\n");
        assertThat(error.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(error.providerMessage()).isEqualTo("quota");
    }

    @Test
    void readsAnErrorInTheFirstEventThatWasCut() {
        assertThat(read(400, "data: {\"error\":{\"code\":\"context_length_exceeded\"}}")
                        .code())
                .isEqualTo(ErrorCode.CONTEXT_LENGTH_EXCEEDED);
    }

    @Test
    void tellsWhatAServerSaysInPlainText() {
        AiException error = read(404, "404 page not found\n");
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(error.providerMessage()).isEqualTo("404 page not found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"401\"", "401"})
    void takesACodeInTheStreamForAStatus(String code) {
        assertThat(read(200, "{\"error\":{\"message\":\"no\",\"code\":" + code + "}}")
                        .code())
                .isEqualTo(ErrorCode.AUTHENTICATION);
    }

    @Test
    void readsMilliseconds() {
        assertThat(read(429, "", "retry-after-ms", "250").retryAfter()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void takesTheLargerOfSecondsAndMilliseconds() {
        // Azure sends 1 and 0
        assertThat(read(429, "", "retry-after", "1", "retry-after-ms", "0").retryAfter())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(read(429, "", "retry-after", "1", "retry-after-ms", "1500").retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(read(429, "", "retry-after", "soon", "retry-after-ms", "5").retryAfter())
                .isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void knowsNoTimeToWaitWhereNoneIsSaid() {
        assertThat(read(429, "").retryAfter()).isNull();
    }

    // ---- what must not be told

    @Test
    void masksTheKeyInTheProvidersWords() {
        AiException error = read(401, "{\"error\":{\"message\":\"Incorrect API key: sk-secret-0123456789, sorry\"}}");
        assertThat(error.providerMessage()).isEqualTo("Incorrect API key: ***, sorry");
        assertThat(error.getMessage()).doesNotContain("sk-secret");
    }

    @Test
    void masksValuesOfHeadersInTheProvidersWords() {
        ProviderSettings settings = ProviderSettings.of("test", ProviderType.OPENAI)
                .withHeaders(Map.of("api-key", "k-0123456789", "X-Org", "1"));
        assertThat(read(settings, 401, "{\"error\":\"bad key k-0123456789 (1 of 1)\"}")
                        .providerMessage())
                .isEqualTo("bad key *** (1 of 1)");
    }

    @Test
    void masksAKeyThatAHeaderHoldsBehindItsScheme() {
        ProviderSettings settings = ProviderSettings.of("test", ProviderType.OPENAI)
                .withHeaders(Map.of("Authorization", "Bearer sk-other-0123456789"));
        assertThat(read(settings, 401, "{\"error\":\"Incorrect key sk-other-0123456789\"}")
                        .providerMessage())
                .isEqualTo("Incorrect key ***");
    }

    @Test
    void saysNothingOfTheProvidersToTheUser() {
        AiException error = read(401, "{\"error\":{\"message\":\"their words\"}}", "x-request-id", "req_1");
        assertThat(error.userMessage()).isEqualTo(ErrorCode.AUTHENTICATION.text());
        assertThat(error.getMessage())
                .startsWith("authentication: ")
                .contains("[provider: test]", "[status: 401]", "[request id: req_1]", "[it said: their words]");
    }

    // ---- no response

    private static Asked asked(ProviderSettings settings) {
        return new Asked("gpt-x", URI.create(settings.baseUrl() + "/chat/completions?key=hunter22"));
    }

    private static AiException connectionFailure(ProviderSettings settings, Throwable cause) {
        return ErrorReader.connectionFailure(settings, asked(settings), cause);
    }

    @Test
    void saysWhereNoConnectionCouldBeMade() {
        AiException error = connectionFailure(SETTINGS, new ConnectException("Connection refused"));
        assertError(error, ErrorCode.NETWORK, true, "no connection to api.openai.com: Connection refused");
        assertThat(error.status()).isNull();
    }

    @Test
    void doesNotShowCredentialsOfAnAddress() {
        ProviderSettings settings = SETTINGS.withBaseUrl(URI.create("http://user:hunter22@localhost:8080/v1"));
        assertThat(connectionFailure(settings, new ConnectException("refused")))
                .hasMessageContaining("localhost:8080")
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void tellsWhatWasAskedAndWhere() {
        assertThat(read(500, "")).hasMessageContaining("[asked: gpt-x at https://api.openai.com/v1/chat/completions]");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 404, 405})
    void asksWhetherTheBaseUrlIsRightWhereThePathIsNotThere(int status) {
        assertThat(read(status, "404 page not found"))
                .hasMessageContaining("is base-url right?")
                .hasMessageContaining("https://api.openai.com/v1");
        assertThat(read(404, "{\"error\":{\"code\":\"model_not_found\"}}")).hasMessageNotContaining("base-url");
    }

    @Test
    void tellsAConnectionThatTookTooLongFromOneThatFailed() {
        AiException error = connectionFailure(SETTINGS, new ConnectTimeoutException("1 SECONDS"));
        assertThat(error.code()).isEqualTo(ErrorCode.TIMEOUT);
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void anAnswerThatIsNoHttpIsMalformed() {
        AiException error = connectionFailure(SETTINGS, new ProtocolException("no valid HTTP"));
        assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(error.providerMessage()).isEqualTo("no valid HTTP; is base-url right?");
    }

    @Test
    void aContentCodingThatCannotBeUndoneIsMalformed() {
        AiException error = new ErrorReader(SETTINGS, asked(SETTINGS), 200, headers())
                .brokenConnection(new MalformedContentException("a bomb"));
        assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_RESPONSE);
        assertThat(error.providerMessage()).isEqualTo("a bomb");
    }
}
