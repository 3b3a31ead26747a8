package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class UsageEstimateContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new UsageEstimateProvider(Scripts.provider("openai", "gpt-test", server, transport), new TokenRatios());
    }
}
