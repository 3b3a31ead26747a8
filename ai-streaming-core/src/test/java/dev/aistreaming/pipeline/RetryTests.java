package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTests {

    private static final RetryPolicy SOON =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(30));
    private static final String SERVER_ERROR = Scripts.errorEvent("server_error");
    private static final Duration LONG = Duration.ofMinutes(5);

    @AutoClose
    private final Scripts scripts = new Scripts();

    private ChatCall call(ChatProvider provider) {
        return new RetryProvider(provider, SOON, scripts.threads).newCall(ChatRequest.of("Hello?"));
    }

    private RecordingListener ask(ScriptedServer server) {
        RecordingListener listener = new RecordingListener();
        call(scripts.openAi(server.url())).start(listener);
        return listener.await();
    }

    private void assertRetried(ScriptedServer.Script failure) {
        try (ScriptedServer server = new ScriptedServer(Scripts.inTurn(failure, Scripts.answer("at last")))) {
            RecordingListener listener = ask(server);

            assertThat(listener.response().content()).isEqualTo("at last");
            assertThat(listener.content()).isEqualTo("at last");
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).body())
                    .isEqualTo(server.requests().get(0).body());
        }
    }

    private AiException assertNotRetried(ErrorCode code, ScriptedServer.Script failure) {
        try (ScriptedServer server = new ScriptedServer(Scripts.inTurn(failure, Scripts.answer("unwanted")))) {
            RecordingListener listener = ask(server);

            assertThat(listener.error().code()).isEqualTo(code);
            assertThat(server.requests()).hasSize(1);
            assertThat(scripts.threads.pending()).isZero();
            return listener.error();
        }
    }

    @Test
    void triesAgainWhereNobodyListens() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("at last"))) {
            RecordingListener listener = new RecordingListener();
            call(Scripts.inTurn(scripts.openAi(Scripts.DEAD), scripts.openAi(server.url())))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("at last");
        }
    }

    @Test
    void triesAgainWhereTheConnectionBreaksBeforeAnything() {
        assertRetried(ScriptedConnection::reset);
    }

    @Test
    void triesAgainWhereTheConnectionBreaksAfterTheHead() {
        assertRetried(connection -> {
            connection.head(200, "text/event-stream");
            connection.reset();
        });
    }

    @Test
    void triesAgainWhereTheConnectionBreaksAfterTheBeginningOfAnAnswer() {
        assertRetried(connection -> {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening());
            connection.reset();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 498, 500, 502, 503, 504, 529})
    void triesAgainAfterThisStatus(int status) {
        assertRetried(Scripts.failure(status, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overloaded_error", "server_error", "rate_limit_exceeded"})
    void triesAgainAfterAnErrorThatIsTheFirstEventOfAGoodStatus(String type) {
        assertRetried(Scripts.stream(Scripts.errorEvent(type)));
    }

    @Test
    void triesAgainAfterAnErrorThatFollowsNothingButTheBeginning() {
        assertRetried(Scripts.stream(OpenAiWire.opening(), SERVER_ERROR));
    }

    @Test
    void triesAgainAfterAnthropicsOverloadAsTheFirstEvent() {
        String overloaded = "event: error\n"
                + "data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n";
        String invalid = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}";
        try (ScriptedServer server =
                new ScriptedServer(Scripts.inTurn(Scripts.stream(overloaded), Scripts.failure(400, invalid)))) {
            ChatProvider claude = new HttpChatProvider(
                    ProviderSettings.of("claude", ProviderType.ANTHROPIC)
                            .withBaseUrl(server.url())
                            .withModel("claude-test"),
                    scripts.transport);
            RecordingListener listener = new RecordingListener();
            call(claude).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | INVALID_REQUEST | {}",
                "401 | AUTHENTICATION | {}",
                "403 | PERMISSION_DENIED | {}",
                "404 | MODEL_NOT_FOUND | {\"error\":{\"code\":\"model_not_found\"}}",
                "400 | CONTEXT_LENGTH_EXCEEDED | {\"error\":{\"code\":\"context_length_exceeded\"}}",
                "429 | QUOTA_EXCEEDED | {\"error\":{\"code\":\"insufficient_quota\"}}",
                "402 | QUOTA_EXCEEDED | {}",
                "400 | CONTENT_FILTERED | {\"error\":{\"code\":\"content_filter\"}}",
                "302 | PROVIDER_ERROR | {}",
                "429 | RATE_LIMITED | {\"error\":{\"message\":\"Request too large for gpt-test\"}}",
            })
    void neverTriesAgainAfterThis(int status, ErrorCode code, String body) {
        assertNotRetried(code, Scripts.failure(status, body));
    }

    @Test
    void neverTriesAgainAfterAStreamThatEndsBeforeItsAnswerDoes() {
        assertNotRetried(ErrorCode.TRUNCATED, Scripts.stream(OpenAiWire.opening()));
    }

    @Test
    void neverTriesAgainAfterAnEventThatCannotBeRead() {
        assertNotRetried(ErrorCode.MALFORMED_RESPONSE, Scripts.stream("data: {\"choices\":[}\n\n"));
    }

    @Test
    void neverTriesAgainAfterAPageOfHtml() {
        assertNotRetried(
                ErrorCode.MALFORMED_RESPONSE, connection -> connection.whole(200, "text/html", "<h1>Welcome</h1>"));
    }

    @Test
    void neverTriesAgainAfterOurOwnTimeoutForTheFirstToken() {
        try (ScriptedServer server = new ScriptedServer(ScriptedConnection::waitForClientToLeave)) {
            Timeouts impatient = Timeouts.ofSilence(Duration.ofMillis(100), LONG);
            RecordingListener listener = new RecordingListener();
            call(new TimeoutProvider(scripts.openAi(server.url()), impatient, scripts.threads))
                    .start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void triesAgainWhereAConnectionTookTooLong() {
        AiException connecting = AiException.of(ErrorCode.TIMEOUT)
                .cause(new ConnectException("timed out"))
                .build();
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("at last"))) {
            RecordingListener listener = new RecordingListener();
            call(Scripts.inTurn(Scripts.failing("openai", connecting), scripts.openAi(server.url())))
                    .start(listener);

            assertThat(listener.response().content()).isEqualTo("at last");
        }
    }

    @Test
    void doesNotTryAgainWhereAProviderOfTheApplicationsOwnWaitedTooLong() {
        AiException waiting = AiException.of(ErrorCode.TIMEOUT)
                .cause(new SocketTimeoutException("Read timed out"))
                .build();
        RecordingListener listener = new RecordingListener();
        call(Scripts.inTurn(
                        Scripts.failing("openai", waiting),
                        Scripts.failing(
                                "openai",
                                AiException.of(ErrorCode.INVALID_REQUEST).build())))
                .start(listener);

        assertThat(listener.error()).isSameAs(waiting);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {"CANCELLED", "BUSY", "SHUTTING_DOWN", "INTERRUPTED", "STREAM_EXPIRED", "INTERNAL"})
    void neverTriesAgainAfterAnErrorOfOurOwn(ErrorCode code) {
        AiException error = AiException.of(code).retryable(true).build();
        RecordingListener listener = new RecordingListener();
        call(Scripts.inTurn(
                        Scripts.failing("openai", error),
                        Scripts.failing(
                                "openai",
                                AiException.of(ErrorCode.INVALID_REQUEST).build())))
                .start(listener);

        assertThat(listener.error()).isSameAs(error);
    }

    @Test
    void triesAgainWhereTheProviderSaysThatThisHelps() {
        assertRetried(Scripts.failure(400, "{}", "x-should-retry: true"));
    }

    @Test
    void doesNotTryAgainWhereTheProviderSaysThatThisIsOfNoUse() {
        assertNotRetried(ErrorCode.OVERLOADED, Scripts.failure(503, "{}", "x-should-retry: false"));
    }

    /** When requests came, the first of which is answered with these headers. */
    private List<Instant> arrivals(ScriptedServer.Script first) {
        List<Instant> arrivals = new CopyOnWriteArrayList<>();
        ScriptedServer.Script script = Scripts.inTurn(first, Scripts.answer("at last"));
        try (ScriptedServer server = new ScriptedServer(connection -> {
            arrivals.add(Instant.now());
            script.play(connection);
        })) {
            ask(server).response();
        }
        assertThat(arrivals).hasSize(2);
        return arrivals;
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 1000", "0, 300, 300", "0, 400, 400"})
    void waitsForTheLargerOfTheTimesThatTheProviderAsksFor(String seconds, String millis, int expected) {
        List<Instant> arrivals =
                arrivals(Scripts.failure(429, "{}", "retry-after: " + seconds, "retry-after-ms: " + millis));

        assertThat(Duration.between(arrivals.get(0), arrivals.get(1))).isGreaterThanOrEqualTo(tolerant(expected));
    }

    @Test
    void waitsForTheDateThatTheProviderNames() {
        Instant date = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        String header = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        List<Instant> arrivals = arrivals(Scripts.failure(503, "{}", "retry-after: " + header));

        assertThat(arrivals.get(1)).isAfterOrEqualTo(date.minusMillis(20));
    }

    /** Clocks differ by some milliseconds. */
    private static Duration tolerant(int millis) {
        return Duration.ofMillis(millis - 20L);
    }

    @Test
    void triesAgainAtOnceWhereTheDateIsPast() {
        assertRetried(Scripts.failure(503, "{}", "retry-after: Wed, 21 Oct 2015 07:28:00 GMT"));
    }

    @Test
    void doesNotWaitLongerThanMaxRetryAfterAndTellsForHowLongItShouldHave() {
        AiException error = assertNotRetried(ErrorCode.RATE_LIMITED, Scripts.failure(429, "{}", "retry-after: 31"));

        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(31));
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void givesUpAfterAsManyAttemptsAsThePolicyHasWithTheLastError() {
        try (ScriptedServer server = new ScriptedServer(Scripts.inTurn(
                Scripts.failure(503, "{}", "x-request-id: req_1"),
                Scripts.failure(500, "{}", "x-request-id: req_2"),
                Scripts.failure(429, "{}", "x-request-id: req_3"),
                Scripts.answer("unwanted")))) {
            RecordingListener listener = ask(server);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.RATE_LIMITED);
            assertThat(listener.error().requestId()).isEqualTo("req_3");
            assertThat(server.requests()).hasSize(3);
            assertThat(listener.events).isEmpty();
        }
    }

    @Test
    void oneAttemptMeansThatThereIsNoOther() {
        RetryPolicy once = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}"))) {
            RecordingListener listener = new RecordingListener();
            new RetryProvider(scripts.openAi(server.url()), once, scripts.threads)
                    .newCall(ChatRequest.of("Hello?"))
                    .start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"Hel\"}",
                "{\"reasoning_content\":\"Hm\"}",
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"clock\",\"arguments\":\"\"}}]}",
            })
    void neverTriesAgainAfterThisHasBeenDelivered(String delta) {
        try (ScriptedServer server = new ScriptedServer(Scripts.inTurn(
                Scripts.stream(OpenAiWire.opening(), Scripts.delta(delta), SERVER_ERROR),
                Scripts.answer("unwanted")))) {
            RecordingListener listener = ask(server);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
            assertThat(listener.events).hasSize(2);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void deliversOnlyTheBeginningOfTheAttemptThatAnswers() {
        String other = OpenAiWire.opening().replace("chatcmpl-1", "chatcmpl-2");
        try (ScriptedServer server = new ScriptedServer(Scripts.inTurn(
                Scripts.stream(OpenAiWire.opening(), SERVER_ERROR),
                Scripts.stream(OpenAiWire.opening(), SERVER_ERROR),
                Scripts.stream(other, OpenAiWire.text("Hello"), OpenAiWire.ending())))) {
            RecordingListener listener = ask(server);

            assertThat(listener.response().id()).isEqualTo("chatcmpl-2");
            assertThat(listener.events.get(0)).isEqualTo(new StreamEvent.Started("chatcmpl-2", "gpt-test"));
            assertThat(listener.events.stream().filter(StreamEvent.Started.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void cancelledWhileItWaitsItEndsAtOnceAndLeavesNothing() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}", "retry-after: 20"))) {
            ChatCall call = call(scripts.openAi(server.url()));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> scripts.threads.pending() == 1);
            call.cancel();
            call.cancel();

            assertThat(listener.hasEnded()).isTrue();
            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(scripts.threads.pending()).isZero();
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void endsOnceAndLeavesNothingWhereCancelMeetsTheBeginningOfTheWait() {
        AtomicReference<ChatCall> current = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.whole(503, "application/json", "{}", "retry-after: 20");
            current.get().cancel();
        })) {
            for (int round = 0; round < 300; round++) {
                ChatCall call = call(scripts.openAi(server.url()));
                current.set(call);
                RecordingListener listener = new RecordingListener();
                call.start(listener);
                assertThat(listener.error().code()).isIn(ErrorCode.CANCELLED, ErrorCode.OVERLOADED);
            }
            await().until(() -> scripts.threads.pending() == 0);
            assertThat(server.requests()).hasSize(300);
        }
    }

    @Test
    void endsOnceWhereCancelMeetsTheNextAttempt() {
        AtomicReference<ChatCall> current = new AtomicReference<>();
        ScriptedServer.Script good = Scripts.answer("Hello");
        AtomicInteger requests = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(connection -> {
            if (requests.getAndIncrement() % 2 == 0) {
                connection.whole(503, "application/json", "{}", "retry-after-ms: 1");
                IntStream.range(0, 200).forEach(i -> Thread.onSpinWait());
                scripts.executor.execute(() -> current.get().cancel());
            } else {
                good.play(connection);
            }
        })) {
            for (int round = 0; round < 200; round++) {
                requests.set(0);
                ChatCall call = call(scripts.openAi(server.url()));
                current.set(call);
                RecordingListener listener = new RecordingListener();
                call.start(listener);
                listener.await();
            }
            await().until(() -> scripts.threads.pending() == 0 && scripts.transport.openExchanges() == 0);
        }
    }

    @Test
    void aPauseWhileItWaitsHoldsForTheNextAttempt() {
        try (ScriptedServer server = new ScriptedServer(
                Scripts.inTurn(Scripts.failure(503, "{}", "retry-after-ms: 300"), Scripts.answer("at last")))) {
            ChatCall call = call(scripts.openAi(server.url()));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> scripts.threads.pending() == 1);
            call.pause();
            await().until(() -> server.requests().size() == 2);
            await().during(Duration.ofMillis(200)).until(listener.events::isEmpty);

            call.resume();
            assertThat(listener.response().content()).isEqualTo("at last");
        }
    }

    @Test
    void aResumeWhileItWaitsHoldsForTheNextAttempt() {
        try (ScriptedServer server = new ScriptedServer(
                Scripts.inTurn(Scripts.failure(503, "{}", "retry-after-ms: 300"), Scripts.answer("at last")))) {
            ChatCall call = call(scripts.openAi(server.url()));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> scripts.threads.pending() == 1);
            call.pause();
            call.resume();

            assertThat(listener.response().content()).isEqualTo("at last");
        }
    }

    @Test
    void theTotalTimeoutCoversTheWaiting() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}", "retry-after: 20"))) {
            Timeouts total = Timeouts.ofTotal(Duration.ofMillis(300));
            ChatProvider retrying = new RetryProvider(scripts.openAi(server.url()), SOON, scripts.threads);
            RecordingListener listener = new RecordingListener();
            new TimeoutProvider(retrying, total, scripts.threads)
                    .newCall(ChatRequest.of("Hello?"))
                    .start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(listener.error().userMessage()).contains("longer than 300 ms");
            assertThat(server.requests()).hasSize(1);
            await().until(() -> scripts.threads.pending() == 0);
        }
    }

    @Test
    void aProviderThatFailsToMakeTheNextAttemptEndsTheCall() {
        AtomicInteger calls = new AtomicInteger();
        ChatProvider faulty = new ChatProvider() {
            @Override
            public String name() {
                return "faulty";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                if (calls.getAndIncrement() > 0) {
                    throw new IllegalStateException("a fault of the provider");
                }
                return scripts.openAi(Scripts.DEAD).newCall(request);
            }
        };
        RecordingListener listener = new RecordingListener();
        call(faulty).start(listener);

        assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(listener.error()).hasRootCauseMessage("a fault of the provider");
    }

    @Test
    void saysThatItTriesAgain() {
        try (ScriptedServer server =
                new ScriptedServer(Scripts.inTurn(Scripts.failure(503, "{}"), Scripts.answer("at last")))) {
            ChatProvider limited = new LimitProvider(
                    new TimeoutProvider(
                            new RetryProvider(scripts.openAi(server.url()), SOON, scripts.threads),
                            Timeouts.ofTotal(LONG),
                            scripts.threads),
                    new AnswerLimits(null, 100, null));
            RecordingListener listener = new RecordingListener();
            limited.newCall(ChatRequest.of("Hello?")).start(listener);

            assertThat(listener.response().content()).isEqualTo("at last");
            assertThat(listener.restarts).singleElement().satisfies(restart -> {
                assertThat(restart.next()).isEqualTo("openai");
                assertThat(restart.isFallback()).isFalse();
                assertThat(restart.delay()).isLessThanOrEqualTo(Duration.ofMillis(2));
                assertThat(restart.cause().code()).isEqualTo(ErrorCode.OVERLOADED);
            });
        }
    }

    @Test
    void saysNothingOfTryingAgainWhereItDoesNot() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(400, "{}"))) {
            assertThat(ask(server).restarts).isEmpty();
        }
    }

    @Test
    void aListenersFaultBeforeTheNextAttemptEndsTheCallWithAnInternalError() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}"))) {
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(Restart restart) {
                    throw new IllegalStateException("a fault of the listener");
                }
            };
            call(scripts.openAi(server.url())).start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(listener.error()).hasRootCauseMessage("a fault of the listener");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aCancelBeforeTheNextAttemptIsNotLost() {
        try (ScriptedServer server = new ScriptedServer(Scripts.failure(503, "{}"))) {
            AtomicReference<ChatCall> call = new AtomicReference<>();
            RecordingListener listener = new RecordingListener() {
                @Override
                protected void handle(Restart restart) {
                    call.get().cancel();
                }
            };
            call.set(call(scripts.openAi(server.url())));
            call.get().start(listener);

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void doesNotTryAgainWhereTheApplicationGoesDown() {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            scripts.threads.close();
            connection.whole(503, "application/json", "{}");
        })) {
            assertThat(ask(server).error().code()).isEqualTo(ErrorCode.OVERLOADED);
        }
    }

    @Test
    void theBackoffDoublesUpToItsLimitAndIsRandomBelow() {
        RetryPolicy policy = new RetryPolicy(10, Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(30));
        AiException error = AiException.of(ErrorCode.OVERLOADED).build();
        int[] limits = {500, 1000, 2000, 3000, 3000, 3000, 3000, 3000, 3000};
        for (int attempts = 1; attempts < 10; attempts++) {
            int made = attempts;
            long[] waits = IntStream.range(0, 2000)
                    .mapToLong(i -> wait(policy, error, made))
                    .sorted()
                    .toArray();
            int limit = limits[attempts - 1];
            assertThat(waits[0]).isBetween(0L, limit / 10L);
            assertThat(waits[waits.length - 1]).isBetween(limit * 9L / 10, (long) limit);
        }
        assertThat(policy.waitAfter(error, 10)).isNull();
    }

    private static long wait(RetryPolicy policy, AiException error, int attempts) {
        Duration wait = policy.waitAfter(error, attempts);
        if (wait == null) {
            throw new AssertionError("not retried after " + attempts + " attempts");
        }
        return wait.toMillis();
    }

    @Test
    void aBackoffOfNothingIsPossible() {
        RetryPolicy policy = new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        assertThat(policy.waitAfter(AiException.of(ErrorCode.NETWORK).build(), 1))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void refusesAPolicyWithoutAnAttempt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("max-attempts");
    }
}
