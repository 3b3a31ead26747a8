package dev.aistreaming.spring.context;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import dev.aistreaming.thread.Threads;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;

class ContextualContractTests extends OpenAiProviderContract {

    @AutoClose
    private final Threads threads = new Threads(Runnable::run);

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new ConfiguredProvider(new HttpChatProvider(settings, transport), threads);
    }
}
