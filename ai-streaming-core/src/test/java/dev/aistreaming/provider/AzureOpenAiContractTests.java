package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class AzureOpenAiContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("azure", ProviderType.AZURE_OPENAI)
                        .withBaseUrl(server)
                        .withApiKey("key-test")
                        .withModel("gpt-test"),
                transport);
    }
}
