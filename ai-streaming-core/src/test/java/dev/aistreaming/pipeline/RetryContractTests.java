package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;

/** Each call's first attempt finds nobody, so that the contract is kept by a second one. */
class RetryContractTests extends OpenAiProviderContract {

    private static final RetryPolicy SOON =
            new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(1));

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider dead = Scripts.provider("openai", "gpt-test", Scripts.DEAD, transport);
        ChatProvider alive = Scripts.provider("openai", "gpt-test", server, transport);
        return new RetryProvider(Scripts.inTurn(dead, alive), SOON, threads);
    }
}
