package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.testing.RecordingListener;
import dev.aistreaming.testing.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PooledConnectionTests {

    private static final int CALLS = 3_000;
    private static final int AT_A_TIME = 20;

    @Test
    void theEndOfOneCallDoesNotCloseTheConnectionThatAnotherHasTakenOver() throws Exception {
        ExecutorService executor = Executors.newCachedThreadPool();
        ExecutorService callers = Executors.newFixedThreadPool(AT_A_TIME);
        ConcurrentHashMap<ErrorCode, Integer> errors = new ConcurrentHashMap<>();
        HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
        try (ScriptedServer server = ScriptedServer.answering(429, "application/json", "{\"error\":\"not now\"}")) {
            ChatProvider provider = new HttpChatProvider(
                    ProviderSettings.of("openai", ProviderType.OPENAI)
                            .withBaseUrl(server.url())
                            .withModel("gpt-test"),
                    transport);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> {
                    RecordingListener listener = new RecordingListener();
                    provider.newCall(ChatRequest.of("Hello?")).start(listener);
                    AiException error = listener.error();
                    errors.merge(error.code(), 1, Integer::sum);
                }));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            transport.close();
            executor.shutdownNow();
            callers.shutdownNow();
        }
        assertThat(errors).containsOnly(Map.entry(ErrorCode.RATE_LIMITED, CALLS));
    }
}
