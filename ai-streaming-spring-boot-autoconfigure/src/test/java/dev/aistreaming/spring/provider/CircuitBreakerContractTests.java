package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;

class CircuitBreakerContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new CircuitBreakerProvider(
                new HttpChatProvider(settings, transport), CircuitBreaker.ofDefaults("openai"));
    }
}
