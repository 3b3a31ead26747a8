package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTests {

    private static final ChatRequest REQUEST =
            ChatRequest.builder().model("gpt-asked-for").prompt("Hello?").build();

    @AutoClose
    private final Scripts scripts = new Scripts();

    @AutoClose
    private final ScriptedServer overloaded = new ScriptedServer(Scripts.failure(503, "{}", "x-request-id: req_1"));

    @AutoClose
    private final ScriptedServer good = new ScriptedServer(Scripts.answer("from the second"));

    private ChatProvider first(ScriptedServer server) {
        return scripts.provider("first", "gpt-first", server.url());
    }

    private ChatProvider second(ScriptedServer server) {
        return scripts.provider("second", "gpt-second", server.url());
    }

    private ChatCall call(ChatProvider first, ChatProvider... others) {
        return new FallbackProvider(first, List.of(others), FallbackPipeline.DEFAULT_CODES, scripts.threads)
                .newCall(REQUEST);
    }

    private RecordingListener ask(ChatProvider first, ChatProvider... others) {
        RecordingListener listener = new RecordingListener();
        call(first, others).start(listener);
        return listener.await();
    }

    @Test
    void asksTheNextProviderForItsOwnModel() {
        RecordingListener listener = ask(first(overloaded), second(good));

        assertThat(listener.response().content()).isEqualTo("from the second");
        assertThat(overloaded.requests().get(0).body()).contains("\"model\":\"gpt-asked-for\"");
        assertThat(good.requests().get(0).body())
                .contains("\"model\":\"gpt-second\"")
                .contains("Hello?");
    }

    @Test
    void theAnswerSaysWhoGaveIt() {
        assertThat(ask(first(overloaded), second(good)).response().provider()).isEqualTo("second");
    }

    @Test
    void asksNobodyElseWhereTheFirstAnswers() {
        try (ScriptedServer server = new ScriptedServer(Scripts.answer("from the first"))) {
            assertThat(ask(first(server), second(good)).response().provider()).isEqualTo("first");
            assertThat(good.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "AUTHENTICATION",
                "MODEL_NOT_FOUND",
                "QUOTA_EXCEEDED",
                "RATE_LIMITED",
                "OVERLOADED",
                "PROVIDER_ERROR",
                "TIMEOUT",
                "NETWORK",
                "MALFORMED_RESPONSE",
                "TRUNCATED",
            })
    void asksTheNextAfterThisError(ErrorCode code) {
        RecordingListener listener =
                ask(Scripts.failing("first", AiException.of(code).build()), second(good));

        assertThat(listener.response().content()).isEqualTo("from the second");
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "PERMISSION_DENIED",
                "INVALID_REQUEST",
                "CONTEXT_LENGTH_EXCEEDED",
                "CONTENT_FILTERED",
                "CANCELLED",
                "BUSY",
                "SHUTTING_DOWN",
                "INTERRUPTED",
                "STREAM_EXPIRED",
                "INTERNAL",
            })
    void asksNobodyElseAfterThisError(ErrorCode code) {
        AiException error = AiException.of(code).build();

        assertThat(ask(Scripts.failing("first", error), second(good)).error()).isSameAs(error);
        assertThat(good.requests()).isEmpty();
    }

    @Test
    void theErrorsForWhichTheNextIsAskedCanBeChosen() {
        Set<ErrorCode> chosen = Set.of(ErrorCode.CONTENT_FILTERED);
        for (ErrorCode code : List.of(ErrorCode.CONTENT_FILTERED, ErrorCode.OVERLOADED)) {
            ChatProvider failing = Scripts.failing("first", AiException.of(code).build());
            new FallbackProvider(failing, List.of(second(good)), chosen, scripts.threads)
                    .newCall(REQUEST)
                    .start(new RecordingListener());
        }
        await().until(() -> good.requests().size() == 1);
        await().during(Duration.ofMillis(100)).until(() -> good.requests().size() == 1);
    }

    @Test
    void asksTheNextWhereTheFirstHasDeliveredNothingButItsBeginning() {
        try (ScriptedServer server = new ScriptedServer(Scripts.stream(OpenAiWire.opening()))) {
            RecordingListener listener = ask(first(server), second(good));

            assertThat(listener.response().content()).isEqualTo("from the second");
            assertThat(listener.events.stream().filter(StreamEvent.Started.class::isInstance))
                    .hasSize(1);
        }
    }

    @Test
    void asksNobodyElseAfterTheFirstWords() {
        try (ScriptedServer server = new ScriptedServer(Scripts.stream(OpenAiWire.opening(), OpenAiWire.text("Hel")))) {
            RecordingListener listener = ask(first(server), second(good));

            assertThat(listener.error().code()).isEqualTo(ErrorCode.TRUNCATED);
            assertThat(listener.content()).isEqualTo("Hel");
            assertThat(good.requests()).isEmpty();
        }
    }

    @Test
    void asksTheNextWhereTheFirstIsSilent() {
        try (ScriptedServer silent = new ScriptedServer(ScriptedConnection::waitForClientToLeave)) {
            Timeouts impatient = Timeouts.ofSilence(Duration.ofMillis(100), Duration.ofMinutes(5));
            RecordingListener listener =
                    ask(new TimeoutProvider(first(silent), impatient, scripts.threads), second(good));

            assertThat(listener.response().content()).isEqualTo("from the second");
            await().until(() -> silent.openConnections() == 0);
        }
    }

    @Test
    void skipsAProviderThatWouldRefuseTheRequest() {
        ChatProvider withoutModel = new HttpChatProvider(
                ProviderSettings.of("picky", ProviderType.MISTRAL).withBaseUrl(overloaded.url()), scripts.transport);
        RecordingListener listener = ask(first(overloaded), withoutModel, second(good));

        assertThat(listener.response().provider()).isEqualTo("second");
        assertThat(overloaded.requests()).hasSize(1);
    }

    @Test
    void endsWithTheErrorBeforeWhereAllOthersWouldRefuseTheRequest() {
        ChatProvider withoutModel = new HttpChatProvider(
                ProviderSettings.of("picky", ProviderType.MISTRAL).withBaseUrl(good.url()), scripts.transport);

        assertThat(ask(first(overloaded), withoutModel).error().requestId()).isEqualTo("req_1");
    }

    @Test
    void skipsAProviderThatFailsToMakeACall() {
        ChatProvider faulty = new ChatProvider() {
            @Override
            public String name() {
                return "faulty";
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                throw new IllegalStateException("a fault of the provider");
            }
        };

        assertThat(ask(first(overloaded), faulty, second(good)).response().provider())
                .isEqualTo("second");
    }

    @Test
    void refusesWhatTheFirstWouldRefuse() {
        ChatProvider withoutModel = new HttpChatProvider(
                ProviderSettings.of("picky", ProviderType.MISTRAL).withBaseUrl(good.url()), scripts.transport);
        FallbackProvider provider = new FallbackProvider(
                withoutModel, List.of(second(good)), FallbackPipeline.DEFAULT_CODES, scripts.threads);

        assertThatThrownBy(() -> provider.newCall(ChatRequest.of("Hello?")))
                .isInstanceOf(AiException.class)
                .hasMessageContaining("model is missing");
    }

    @Test
    void endsWithTheLastErrorWhereAllFail() {
        try (ScriptedServer broke =
                new ScriptedServer(Scripts.failure(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"))) {
            RecordingListener listener = ask(first(overloaded), second(overloaded), scripts.openAi(broke.url()));

            assertThat(listener.error().code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
            assertThat(listener.error().provider()).isEqualTo("openai");
            assertThat(overloaded.requests()).hasSize(2);
        }
    }

    @Test
    void eachProviderHasItsOwnAttempts() {
        RetryPolicy twice = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        RecordingListener listener = ask(
                new RetryProvider(first(overloaded), twice, scripts.threads),
                new RetryProvider(second(good), twice, scripts.threads));

        assertThat(listener.response().content()).isEqualTo("from the second");
        assertThat(overloaded.requests()).hasSize(2);
        assertThat(good.requests()).hasSize(1);
    }

    @Test
    void saysWhoIsAskedInsteadOfWhom() {
        RetryPolicy twice = new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO);
        RecordingListener listener = ask(
                first(overloaded),
                new RetryProvider(second(overloaded), twice, scripts.threads),
                scripts.openAi(good.url()));

        assertThat(listener.response().content()).isEqualTo("from the second");
        assertThat(listener.restarts)
                .extracting(Restart::failed, Restart::next, Restart::isFallback)
                .containsExactly(
                        tuple("first", "second", true),
                        tuple("second", "second", false),
                        tuple("second", "openai", true));
    }

    @Test
    void cancelClosesTheConnectionOfTheOneThatIsBeingAsked() {
        AtomicReference<ScriptedConnection> asked = new AtomicReference<>();
        CountDownLatch reached = new CountDownLatch(1);
        try (ScriptedServer silent = new ScriptedServer(connection -> {
            asked.set(connection);
            reached.countDown();
            connection.waitForClientToLeave();
        })) {
            ChatCall call = call(first(overloaded), second(silent), scripts.openAi(good.url()));
            RecordingListener listener = new RecordingListener();
            call.start(listener);
            await().until(() -> reached.getCount() == 0);
            call.cancel();

            assertThat(listener.error().code()).isEqualTo(ErrorCode.CANCELLED);
            await().until(() -> asked.get().clientLeft(0));
            assertThat(good.requests()).isEmpty();
        }
    }

    @Test
    void aPauseHoldsForTheNextProvider() {
        ChatCall call = call(first(overloaded), second(good));
        RecordingListener listener = new RecordingListener();
        call.start(listener);
        call.pause();
        // the first one's error may have been read before the pause, or waits for the end of it
        await().during(Duration.ofMillis(200)).until(listener.events::isEmpty);

        call.resume();
        assertThat(listener.response().content()).isEqualTo("from the second");
    }

    @Test
    void bearsTheNameOfTheFirst() {
        assertThat(new FallbackProvider(first(good), List.of(), Set.of(), scripts.threads).name())
                .isEqualTo("first");
    }
}
