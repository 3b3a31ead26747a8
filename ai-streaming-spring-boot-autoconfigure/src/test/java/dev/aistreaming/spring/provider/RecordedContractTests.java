package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;
import java.time.Clock;

class RecordedContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new RecordedProvider(new HttpChatProvider(settings, transport), new ProviderCalls(Clock.systemUTC()));
    }
}
