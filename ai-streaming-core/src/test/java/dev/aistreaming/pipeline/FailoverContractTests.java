package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** There is another provider, which is not there either, so that what fails in the middle fails all the same. */
class FailoverContractTests extends OpenAiProviderContract {

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider alive = Scripts.provider("openai", "gpt-test", server, transport);
        return new FallbackProvider(alive, List.of(), FallbackPipeline.DEFAULT_CODES, Failover.RESTART, null, threads);
    }
}
