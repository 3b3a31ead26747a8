package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class TokenLimitContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        TokenLimits limits = new TokenLimits(new CountedBudget(100_000_000), () -> "ann");
        return limits.around(new LimitProvider(
                Scripts.provider("openai", "gpt-test", server, transport), new AnswerLimits(null, null, null)));
    }
}
