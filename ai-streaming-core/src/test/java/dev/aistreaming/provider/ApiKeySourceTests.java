package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiKeySourceTests {

    private final AtomicInteger requests = new AtomicInteger();
    private final ScriptedServer server = new ScriptedServer(connection -> {
        if (requests.incrementAndGet() == 1) {
            connection.whole(503, "application/json", "{\"error\":{\"message\":\"not you, sk-1\"}}");
        } else {
            connection.head(200, "text/event-stream");
            connection.chunk(OpenAiWire.opening() + OpenAiWire.text("Hi") + OpenAiWire.ending());
            connection.end();
        }
    });
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
    private final Threads threads = new Threads(executor);
    private final ProviderSettings ownServer = ProviderSettings.of("mine", ProviderType.OPENAI)
            .withBaseUrl(server.url())
            .withModel("gpt-test");

    @AfterEach
    void close() {
        threads.close();
        transport.close();
        executor.shutdownNow();
        server.close();
    }

    private static RecordingListener start(ChatProvider provider) {
        RecordingListener listener = new RecordingListener();
        provider.newCall(ChatRequest.of("Hello?")).start(listener);
        return listener;
    }

    private List<String> keys() {
        return server.requests().stream()
                .map(request -> request.headers().getOrDefault("authorization", ""))
                .toList();
    }

    @Test
    void isAskedAgainAtEachAttempt() {
        AtomicInteger turn = new AtomicInteger();
        ChatProvider provider = new HttpChatProvider(ownServer, name -> "sk-" + turn.incrementAndGet(), transport);
        RetryPolicy atOnce = new RetryPolicy(2, Duration.ZERO, Duration.ZERO, Duration.ZERO);

        assertThat(start(Pipeline.of(provider, threads).retry(atOnce).build())
                        .response()
                        .content())
                .isEqualTo("Hi");
        assertThat(keys()).containsExactly("Bearer sk-1", "Bearer sk-2");
    }

    @Test
    void itsKeysAreMaskedInErrors() {
        ChatProvider provider = new HttpChatProvider(ownServer, name -> "sk-1", transport);

        assertThat(start(provider).error().providerMessage()).isEqualTo("not you, ***");
        assertThat(provider).asString().doesNotContain("sk-1");
    }

    @Test
    void itsFaultEndsTheCallAndNotTheCaller() {
        IOException sealed = new IOException("the vault is sealed");
        ApiKeySource source = name -> {
            throw sealed;
        };
        AiException error =
                start(new HttpChatProvider(ownServer, source, transport)).error();

        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error.retryable()).isTrue();
        assertThat(error.provider()).isEqualTo("mine");
        assertThat(error).hasCause(sealed).hasMessageNotContaining("vault");
    }

    @Test
    void aVendorIsNotAskedWithoutAKey() {
        ProviderSettings vendor =
                ProviderSettings.of("openai", ProviderType.OPENAI).withModel("gpt-test");
        AiException error =
                start(new HttpChatProvider(vendor, name -> null, transport)).error();

        assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(error.retryable()).isFalse();
        assertThat(transport.openExchanges()).isZero();
    }

    @Test
    void aCallThatCouldNotBeMadeTakesEveryOrder() {
        ChatCall call = new HttpChatProvider(ownServer, name -> "sk-\u00e9", transport).newCall(ChatRequest.of("Hi"));
        RecordingListener listener = new RecordingListener();
        call.pause();
        call.resume();
        call.start(listener);
        call.cancel();

        assertThat(listener.error().code()).isEqualTo(ErrorCode.AUTHENTICATION);
        assertThat(listener.error()).hasMessageNotContaining("sk-");
    }
}
