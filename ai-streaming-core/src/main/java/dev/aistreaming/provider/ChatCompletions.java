package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * OpenAI's chat completions for a client library of somebody else's, which carries them in its own way: requests and chunks are those of
 * the protocol itself, in the words of whoever stands behind an address.
 */
public final class ChatCompletions {

    private final String provider;
    private final ProviderSettings settings;

    /**
     * @param provider the name of the provider that answers
     * @param baseUrl where the library sends requests, {@code /v1} included
     */
    public ChatCompletions(String provider, URI baseUrl) {
        this.provider = provider;
        this.settings = ProviderSettings.of(provider, type(baseUrl)).withBaseUrl(baseUrl);
    }

    /** Who is at an address, of those that speak chat completions; {@code openai}, which knows some more, for everybody else. */
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
     * The body of a request, a JSON object.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming what cannot be sent
     */
    public byte[] body(ChatRequest request) {
        return settings.type().protocol().post(request, settings).body();
    }

    /** What reads the chunks of one answer. */
    public ChatCompletionChunks newChunks() {
        return new ChatCompletionChunks(provider, settings.type().typeName());
    }
}
