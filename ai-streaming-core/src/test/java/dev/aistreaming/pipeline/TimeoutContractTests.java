package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;

class TimeoutContractTests extends ProviderContract {

    private final Timer timer = new Timer(Runnable::run);

    @AfterEach
    void closeTimer() {
        timer.close();
    }

    @Override
    protected ChatProvider provider(URI server) {
        ChatProvider plain = new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withModel("gpt-test"),
                transport);
        return new TimeoutProvider(plain, Timeouts.DEFAULTS, timer);
    }

    @Override
    protected String opening() {
        return OpenAiWire.opening();
    }

    @Override
    protected String text(String text) {
        return OpenAiWire.text(text);
    }

    @Override
    protected String ending() {
        return OpenAiWire.ending();
    }
}
