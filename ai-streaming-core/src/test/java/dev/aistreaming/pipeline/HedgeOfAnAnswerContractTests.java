package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.testing.ScriptedConnection;
import dev.aistreaming.testing.ScriptedServer;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** The one that is asked beside the first provider is silent, so that the contract is kept by the first, at whatever moment the other is asked. */
class HedgeOfAnAnswerContractTests extends OpenAiProviderContract {

    @AutoClose
    private final Threads threads = new Threads(executor);

    @AutoClose
    private final ScriptedServer silent = new ScriptedServer(ScriptedConnection::waitForClientToLeave);

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider first = Scripts.provider("openai", "gpt-test", server, transport);
        ChatProvider second = Scripts.provider("silent", "gpt-none", silent.url(), transport);
        return new FallbackProvider(
                first,
                List.of(second),
                FallbackPipeline.DEFAULT_CODES,
                Failover.NEVER,
                Hedging.after(Duration.ofMillis(1)),
                threads);
    }
}
