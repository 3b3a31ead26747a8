package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class CancelLatencyContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return timed(new HttpChatProvider(settings, transport));
    }

    private static ChatProvider timed(ChatProvider provider) {
        return new ChatProvider() {
            @Override
            public String name() {
                return provider.name();
            }

            @Override
            public ChatCall newCall(ChatRequest request) {
                return new CancelLatency(provider.newCall(request), latency -> {});
            }
        };
    }
}
