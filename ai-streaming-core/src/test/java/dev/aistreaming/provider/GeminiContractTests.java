package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class GeminiContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("gemini", ProviderType.GEMINI)
                        .withBaseUrl(server)
                        .withApiKey("AIza-test")
                        .withModel("gemini-test"),
                transport);
    }

    @Override
    protected String contentType() {
        return "text/event-stream";
    }

    @Override
    protected byte[] opening() {
        return event(
                "{\"candidates\":[{\"content\":{\"role\":\"model\"},\"index\":0}],"
                        + "\"usageMetadata\":{\"promptTokenCount\":12},\"modelVersion\":\"gemini-test\",\"responseId\":\"r-1\"}");
    }

    @Override
    protected byte[] text(String text) {
        return event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text
                + "\"}],\"role\":\"model\"},\"index\":0}],\"modelVersion\":\"gemini-test\",\"responseId\":\"r-1\"}");
    }

    @Override
    protected byte[] ending() {
        return event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\"}],\"role\":\"model\"},"
                + "\"finishReason\":\"STOP\",\"index\":0}],"
                + "\"usageMetadata\":{\"promptTokenCount\":12,\"candidatesTokenCount\":40,\"totalTokenCount\":52}}");
    }

    private static byte[] event(String data) {
        return utf8("data: " + data + "\r\n\r\n");
    }
}
