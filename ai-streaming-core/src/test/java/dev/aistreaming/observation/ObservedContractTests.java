package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.net.URI;

class ObservedContractTests extends OpenAiProviderContract {

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new ObservedProvider(
                new HttpChatProvider(settings, transport),
                ProviderIdentity.of(settings),
                new GenAiConvention(),
                true,
                registry);
    }
}
