package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiWire;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class LimitContractTests extends ProviderContract {

    private static final AnswerLimits LARGE = new AnswerLimits(1_000, 100_000_000);

    @Override
    protected ChatProvider provider(URI server) {
        return new LimitProvider(Scripts.provider("openai", "gpt-test", server, transport), LARGE);
    }

    @Override
    protected String opening() {
        return OpenAiWire.opening();
    }

    @Override
    protected String text(String text) {
        return OpenAiWire.text(text);
    }

    @Override
    protected String ending() {
        return OpenAiWire.ending();
    }
}
