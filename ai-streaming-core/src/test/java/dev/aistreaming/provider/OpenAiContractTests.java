package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class OpenAiContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withApiKey("sk-test")
                        .withModel("gpt-test"),
                transport);
    }
}
