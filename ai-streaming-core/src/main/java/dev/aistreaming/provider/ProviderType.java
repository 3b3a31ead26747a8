package dev.aistreaming.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers that are known by name: in configurations it is that of the constant, in lower case and with hyphens. Base URLs
 * are those of each vendor's own SDK.
 */
public enum ProviderType {
    /** OpenAI's chat completions, and every server that speaks like it. */
    OPENAI("https://api.openai.com/v1", new OpenAiProtocol(OpenAiDialect.OPENAI)),
    /** Anthropic's messages. */
    ANTHROPIC("https://api.anthropic.com", new AnthropicProtocol()),
    /** Groq's chat completions. */
    GROQ("https://api.groq.com/openai/v1", new OpenAiProtocol(OpenAiDialect.GROQ)),
    /** Mistral's chat completions. */
    MISTRAL("https://api.mistral.ai/v1", new OpenAiProtocol(OpenAiDialect.MISTRAL), "mistral_ai"),
    /** Ollama's own chat. */
    OLLAMA("http://localhost:11434", new OllamaProtocol()),
    /** Amazon Bedrock's ConverseStream. Its address is that of a region, which {@link ProviderSettings#region} names. */
    BEDROCK("https://bedrock-runtime.us-east-1.amazonaws.com", new BedrockProtocol(), "aws.bedrock");

    private final String typeName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final URI baseUrl;

    @SuppressWarnings("ImmutableEnumChecker") // protocols have no state
    private final WireProtocol protocol;

    private final String conventionalName;

    ProviderType(String baseUrl, WireProtocol protocol) {
        this(baseUrl, protocol, null);
    }

    ProviderType(String baseUrl, WireProtocol protocol, @Nullable String conventionalName) {
        this.baseUrl = URI.create(baseUrl);
        this.protocol = protocol;
        this.conventionalName = conventionalName == null ? typeName : conventionalName;
    }

    /** The name in configurations. */
    public String typeName() {
        return typeName;
    }

    /** The vendor's own address. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** What OpenTelemetry's semantic conventions call the provider. */
    public String conventionalName() {
        return conventionalName;
    }

    /** Whether the vendor's own address answers nobody without a key. */
    public boolean needsKey() {
        return protocol.needsKey();
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
