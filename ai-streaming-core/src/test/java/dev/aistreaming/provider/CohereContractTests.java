package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class CohereContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("cohere", ProviderType.COHERE)
                        .withBaseUrl(server)
                        .withApiKey("co-test")
                        .withModel("command-test"),
                transport);
    }

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return utf8("""
                event: message-start
                data: {"type":"message-start","id":"m-1","delta":{"message":{"role":"assistant","content":[],\
                "tool_plan":"","tool_calls":[],"citations":[]}}}

                event: content-start
                data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

                """);
    }

    @Override
    protected byte[] text(String text) {
        return utf8("""
                event: content-delta
                data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"%s"}}}}

                """.formatted(text));
    }

    @Override
    protected byte[] ending() {
        return utf8("""
                event: content-end
                data: {"type":"content-end","index":0}

                event: message-end
                data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"tokens":\
                {"input_tokens":12,"output_tokens":40}}}}

                data: [DONE]

                """);
    }
}
