package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class AnthropicContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("claude", ProviderType.ANTHROPIC)
                        .withBaseUrl(server)
                        .withApiKey("sk-test")
                        .withModel("claude-test"),
                transport);
    }

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return utf8("""
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
                "model":"claude-test","content":[],"stop_reason":null,"usage":{"input_tokens":12,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                event: ping
                data: {"type":"ping"}

                """);
    }

    @Override
    protected byte[] text(String text) {
        return utf8("""
                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}        }

                """.formatted(text));
    }

    @Override
    protected byte[] ending() {
        return utf8("""
                event: content_block_stop
                data: {"type":"content_block_stop","index":0}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":40}}

                event: message_stop
                data: {"type":"message_stop"}

                """);
    }
}
