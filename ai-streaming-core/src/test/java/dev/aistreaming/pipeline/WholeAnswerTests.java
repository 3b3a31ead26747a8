package dev.aistreaming.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeAnswerTests {

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
    private final ChatRequest request = ChatRequest.of("Hello?");

    @AfterEach
    void close() {
        transport.close();
        executor.shutdownNow();
    }

    private HttpChatProvider provider(ScriptedServer server) {
        return new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server.url())
                        .withModel("gpt-test"),
                transport);
    }

    private static ScriptedServer silent() {
        return new ScriptedServer(connection -> connection.waitForClientToLeave());
    }

    @Test
    void isTheSameAsTheStream() {
        try (ScriptedServer server = ScriptedServer.streaming(
                OpenAiWire.opening(), OpenAiWire.text("Hel"), OpenAiWire.text("lo"), OpenAiWire.ending())) {
            ChatResponse response = WholeAnswer.await(provider(server), request);

            assertThat(response.content()).isEqualTo("Hello");
            assertThat(response.provider()).isEqualTo("openai");
            assertThat(response.usage().outputTokens()).isEqualTo(40);
        }
    }

    @Test
    void throwsTheErrorOfTheStreamAndShowsWhoWaited() {
        try (ScriptedServer server = ScriptedServer.answering(401, "application/json", "{}")) {
            AiException error =
                    catchThrowableOfType(AiException.class, () -> WholeAnswer.await(provider(server), request));

            assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
            assertThat(error.getSuppressed()[0].getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(WholeAnswerTests.class.getName()));
        }
    }

    @Test
    void interruptingTheWaitCancelsTheCall() {
        try (ScriptedServer server = silent()) {
            AtomicReference<AiException> thrown = new AtomicReference<>();
            Thread waiting = new Thread(() -> thrown.set(
                    catchThrowableOfType(AiException.class, () -> WholeAnswer.await(provider(server), request))));
            waiting.start();
            await().until(() -> !server.requests().isEmpty());
            waiting.interrupt();

            await().until(() -> thrown.get() != null);
            assertThat(thrown.get().code()).isEqualTo(ErrorCode.CANCELLED);
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void cancellingTheFutureCancelsTheCall() {
        try (ScriptedServer server = silent()) {
            CompletableFuture<ChatResponse> answer = WholeAnswer.start(provider(server), request);
            await().until(() -> !server.requests().isEmpty());
            answer.cancel(true);

            await().until(() -> server.openConnections() == 0 && transport.openExchanges() == 0);
        }
    }
}
