package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class TimeoutContractTests extends OpenAiProviderContract {

    private final Threads threads = new Threads(Runnable::run);

    @AfterEach
    void closeTimer() {
        threads.close();
    }

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider plain = new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withModel("gpt-test"),
                transport);
        return new TimeoutProvider(plain, Timeouts.DEFAULTS, threads);
    }
}
