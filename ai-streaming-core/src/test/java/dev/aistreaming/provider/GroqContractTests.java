package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;

class GroqContractTests extends OpenAiProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("groq", ProviderType.GROQ)
                        .withBaseUrl(server)
                        .withApiKey("gsk-test")
                        .withModel("gpt-oss-test"),
                transport);
    }

    /** Groq repeats usage in its own field. */
    @Override
    protected byte[] ending() {
        return utf8("""
                data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],\
                "x_groq":{"id":"req_1","usage":{"prompt_tokens":12,"completion_tokens":40,"total_tokens":52}}}

                data: [DONE]

                """);
    }
}
