package dev.aistreaming.provider;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.testing.ProviderContract;
import java.net.URI;

class OllamaContractTests extends ProviderContract {

    @Override
    protected ChatProvider provider(URI server) {
        return new HttpChatProvider(
                ProviderSettings.of("ollama", ProviderType.OLLAMA)
                        .withBaseUrl(server)
                        .withModel("tiny:1b"),
                transport);
    }

    @Override
    protected String contentType() {
        return "application/x-ndjson";
    }

    @Override
    protected byte[] opening() {
        return utf8("{\"model\":\"tiny:1b\",\"created_at\":\"2026-01-02T03:04:05.6Z\","
                + "\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":false}\n");
    }

    @Override
    protected byte[] text(String text) {
        return utf8("{\"model\":\"tiny:1b\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"done\":false}\n");
    }

    @Override
    protected byte[] ending() {
        return utf8("{\"model\":\"tiny:1b\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,"
                + "\"done_reason\":\"stop\",\"total_duration\":9,\"prompt_eval_count\":12,\"eval_count\":40}\n");
    }
}
