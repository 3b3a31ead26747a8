package dev.aistreaming.provider;

import static dev.aistreaming.provider.MappingFixture.utf8;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class ResponsesContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("responses", ProviderType.OPENAI_RESPONSES)
                        .withBaseUrl(server)
                        .withApiKey("sk-test")
                        .withModel("gpt-test"),
                transport);
    }

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return utf8("""
                event: response.created
                data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response",\
                "status":"in_progress","error":null,"incomplete_details":null,"model":"gpt-test","output":[],"usage":null}}

                event: response.output_item.added
                data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,\
                "item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}

                """);
    }

    @Override
    protected byte[] text(String text) {
        return utf8("""
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,\
                "content_index":0,"delta":"%s","logprobs":[],"obfuscation":"aZ"}

                """.formatted(text));
    }

    @Override
    protected byte[] ending() {
        return utf8("""
                event: response.completed
                data: {"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","object":"response",\
                "status":"completed","error":null,"incomplete_details":null,"model":"gpt-test","output":[],\
                "usage":{"input_tokens":12,"output_tokens":40,"total_tokens":52}}}

                """);
    }
}
