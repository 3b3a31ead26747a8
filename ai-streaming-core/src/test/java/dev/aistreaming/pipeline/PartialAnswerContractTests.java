package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class PartialAnswerContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new PartialAnswerProvider(Scripts.provider("openai", "gpt-test", server, transport));
    }
}
