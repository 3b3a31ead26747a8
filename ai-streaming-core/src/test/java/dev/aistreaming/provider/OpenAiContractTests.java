package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class OpenAiContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withApiKey("sk-test")
                        .withModel("gpt-test"),
                transport);
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
