package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class MistralContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("mistral", ProviderType.MISTRAL)
                        .withBaseUrl(server)
                        .withApiKey("test")
                        .withModel("mistral-test"),
                transport);
    }

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return utf8("""
                data: {"id":"1","model":"mistral-test","choices":[{"index":0,"delta":{"role":"assistant","content":""},\
                "finish_reason":null}],"p":"abcdef"}

                """);
    }

    @Override
    protected byte[] text(String text) {
        return utf8("""
                data: {"id":"1","model":"mistral-test","choices":[{"index":0,"delta":{"content":\
                [{"type":"text","text":"%s"}]},"finish_reason":null}],"p":"abc"}

                """.formatted(text));
    }

    /** Mistral's last text, finish reason and usage can share a chunk. */
    @Override
    protected byte[] ending() {
        return utf8("""
                data: {"id":"1","model":"mistral-test","choices":[{"index":0,"delta":{"content":""},\
                "finish_reason":"stop"}],"usage":{"prompt_tokens":12,"total_tokens":52,"completion_tokens":40}}

                data: [DONE]

                """);
    }
}
