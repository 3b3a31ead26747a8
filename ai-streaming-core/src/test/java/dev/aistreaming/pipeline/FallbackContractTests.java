package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** The first provider is not there, so that the contract is kept by the second. */
class FallbackContractTests extends OpenAiProviderContract {

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider dead = Scripts.provider("dead", "gpt-none", Scripts.DEAD, transport);
        ChatProvider alive = Scripts.provider("openai", "gpt-test", server, transport);
        return new FallbackProvider(dead, List.of(alive), FallbackPipeline.DEFAULT_CODES, threads);
    }
}
