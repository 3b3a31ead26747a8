package dev.aistreaming.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The providers that are known by name. Base URLs are those of each vendor's own SDK. */
public enum ProviderType {
    /** OpenAI's chat completions, and every server that speaks like it. */
    OPENAI("openai", "https://api.openai.com/v1", new OpenAiProtocol(OpenAiDialect.OPENAI)),
    /** Anthropic's messages. */
    ANTHROPIC("anthropic", "https://api.anthropic.com", new AnthropicProtocol()),
    /** Groq's chat completions. */
    GROQ("groq", "https://api.groq.com/openai/v1", new OpenAiProtocol(OpenAiDialect.GROQ)),
    /** Mistral's chat completions. */
    MISTRAL("mistral", "https://api.mistral.ai/v1", new OpenAiProtocol(OpenAiDialect.MISTRAL));

    private final String typeName;
    private final URI baseUrl;

    @SuppressWarnings("ImmutableEnumChecker") // protocols have no state
    private final WireProtocol protocol;

    ProviderType(String typeName, String baseUrl, WireProtocol protocol) {
        this.typeName = typeName;
        this.baseUrl = URI.create(baseUrl);
        this.protocol = protocol;
    }

    /** The name in configurations. */
    public String typeName() {
        return typeName;
    }

    /** The vendor's own address. */
    public URI baseUrl() {
        return baseUrl;
    }

    WireProtocol protocol() {
        return protocol;
    }

    /** The type of this name, if there is one. */
    public static Optional<ProviderType> find(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equalsIgnoreCase(typeName))
                .findFirst();
    }

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ProviderType::typeName).toList();
    }
}
