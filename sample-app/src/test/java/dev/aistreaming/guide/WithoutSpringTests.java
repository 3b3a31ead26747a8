package dev.aistreaming.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import dev.aistreaming.pipeline.Pipeline;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.Timeouts;
import dev.aistreaming.pipeline.WholeAnswer;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The part of docs/getting-started.md that needs no Spring. */
class WithoutSpringTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private void ask(String key, ScriptedServer server) throws Exception {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withApiKey(key)
                .withModel("gpt-5-mini");
        settings = settings.withBaseUrl(server.url());

        ExecutorService executor = Executors.newCachedThreadPool();
        HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
        Threads threads = new Threads(executor);
        ChatProvider openai = Pipeline.of(new HttpChatProvider(settings, transport), threads)
                .timeouts(Timeouts.DEFAULTS)
                .retry(RetryPolicy.DEFAULTS)
                .build();

        ChatResponse response = WholeAnswer.await(openai, ChatRequest.of("Hello?"));
        out.println(response.content());

        CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
        ChatCall call = openai.newCall(ChatRequest.of("Hello?"));
        call.start(new StreamListener() {
            @Override
            public void onEvent(StreamEvent event) {
                if (event instanceof StreamEvent.Content content) {
                    out.print(content.text());
                }
            }

            @Override
            public void onComplete(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(AiException error) {
                answer.completeExceptionally(error);
            }
        });
        answer.get(30, TimeUnit.SECONDS);

        threads.close();
        transport.close();
        executor.shutdown();
    }

    @Test
    void answersWholeAndInPieces() throws Exception {
        try (ScriptedServer server = ScriptedServer.streaming(
                OpenAiWire.opening(), OpenAiWire.text("Hello"), OpenAiWire.text(" world"), OpenAiWire.ending())) {
            ask("a-key", server);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("Hello world", "Hello world");
    }

    @Test
    void anotherProviderAnswersInstead() {
        ExecutorService executor = Executors.newCachedThreadPool();
        try (ScriptedServer broken = ScriptedServer.answering(503, "application/json", "{}");
                HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, executor);
                Threads threads = new Threads(executor)) {
            ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                    .withBaseUrl(broken.url())
                    .withModel("gpt-5-mini");
            ChatProvider claude = ScriptedProvider.named("claude").answer("Hello world");
            ChatProvider answering = Pipeline.of(new HttpChatProvider(settings, transport), threads)
                    .timeouts(Timeouts.DEFAULTS)
                    .fallback(claude)
                    .build();

            assertThat(WholeAnswer.await(answering, ChatRequest.of("Hello?")).content())
                    .isEqualTo("Hello world");
        }
        executor.shutdown();
    }
}
