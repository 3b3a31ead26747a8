package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Supports third-party client libraries that carry OpenAI's chat completions in their own way: it writes requests and reads chunks
 * exactly as this library's own providers do, in the dialect of the vendor at an address.
 */
public final class ChatCompletions {

    private final String provider;
    private final ProviderSettings settings;

    /**
     * @param provider the name of the provider that answers
     * @param baseUrl the address to which the library sends requests, including {@code /v1}
     */
    public ChatCompletions(String provider, URI baseUrl) {
        this.provider = provider;
        this.settings = ProviderSettings.of(provider, type(baseUrl)).withBaseUrl(baseUrl);
    }

    /**
     * The type of provider at an address among those with chat completions; {@code openai}, which recognizes some more, for all
     * others.
     */
    private static ProviderType type(URI baseUrl) {
        String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
        if (host.endsWith(".azure.com")) {
            return ProviderType.AZURE_OPENAI;
        }
        return Stream.of(ProviderType.values())
                .filter(type -> type.protocol() instanceof OpenAiProtocol)
                .filter(type -> type.apiKeyVariable() != null
                        && host.equals(type.baseUrl().getHost()))
                .findFirst()
                .orElse(ProviderType.OPENAI);
    }

    /**
     * Writes the body of a request, a JSON object.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming what cannot be sent
     */
    public byte[] body(ChatRequest request) {
        return settings.type().protocol().post(request, settings).body();
    }

    /** Creates a reader for the chunks of one answer. */
    public ChatCompletionChunks newChunks() {
        return new ChatCompletionChunks(provider, settings.type().typeName());
    }
}
