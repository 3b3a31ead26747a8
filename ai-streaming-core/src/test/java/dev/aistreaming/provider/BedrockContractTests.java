package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class BedrockContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("bedrock", ProviderType.BEDROCK)
                        .withBaseUrl(server)
                        .withApiKey("bedrock-test")
                        .withModel("vendor.model-v1:0"),
                transport);
    }

    @Override
    protected String contentType() {
        return "application/vnd.amazon.eventstream";
    }

    @Override
    protected byte[] opening() {
        return AwsFrames.event("messageStart", "{\"p\":\"abcd\",\"role\":\"assistant\"}");
    }

    @Override
    protected byte[] text(String text) {
        return AwsFrames.event(
                "contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\"ab\"}");
    }

    @Override
    protected byte[] ending() {
        return MappingFixture.joined(
                AwsFrames.event("contentBlockStop", "{\"contentBlockIndex\":0,\"p\":\"a\"}"),
                AwsFrames.event("messageStop", "{\"p\":\"abc\",\"stopReason\":\"end_turn\"}"),
                AwsFrames.event(
                        "metadata",
                        "{\"metrics\":{\"latencyMs\":9},\"usage\":{\"inputTokens\":12,\"outputTokens\":40,\"totalTokens\":52}}"));
    }
}
