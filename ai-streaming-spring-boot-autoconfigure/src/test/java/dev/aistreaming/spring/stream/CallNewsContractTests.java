package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;
import java.util.List;

class CallNewsContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        ProviderSettings settings = ProviderSettings.of("openai", ProviderType.OPENAI)
                .withBaseUrl(server)
                .withModel("gpt-test");
        return new StagedProvider(new HttpChatProvider(settings, transport)) {
            @Override
            protected ChatCall around(ChatCall call, ChatRequest request) {
                return new CallNews(call, name(), new StreamObservers(List.of()));
            }
        };
    }
}
