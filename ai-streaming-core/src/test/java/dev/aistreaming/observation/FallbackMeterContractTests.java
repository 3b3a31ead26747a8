package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;

class FallbackMeterContractTests extends OpenAiProviderContract {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new FallbackMeter(new HttpChatProvider(settings, transport), new GenAiConvention(), registry);
    }
}
