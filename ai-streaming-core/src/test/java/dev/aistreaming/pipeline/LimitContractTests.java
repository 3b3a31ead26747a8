package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class LimitContractTests extends OpenAiProviderContract {

    private static final AnswerLimits LARGE = new AnswerLimits(1_000, 100_000_000, null);

    @Override
    protected ChatProvider provider(URI server) {
        return new LimitProvider(Scripts.provider("openai", "gpt-test", server, transport), LARGE);
    }
}
