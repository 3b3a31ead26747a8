package dev.aistreaming.provider;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers that are supported by name. In the configuration, the name is that of the constant in lower case with hyphens. Base
 * URLs are those of each vendor's own SDK.
 */
public enum ProviderType {
    /** OpenAI's chat completions, and every compatible server. */
    OPENAI("https://api.openai.com/v1", "OPENAI_API_KEY", new OpenAiProtocol(OpenAiDialect.OPENAI)),
    /** Anthropic's Messages API. */
    ANTHROPIC("https://api.anthropic.com", "ANTHROPIC_API_KEY", new AnthropicProtocol()),
    /** Groq's chat completions. */
    GROQ("https://api.groq.com/openai/v1", "GROQ_API_KEY", new OpenAiProtocol(OpenAiDialect.GROQ)),
    /** Mistral's chat completions. */
    MISTRAL("https://api.mistral.ai/v1", "MISTRAL_API_KEY", new OpenAiProtocol(OpenAiDialect.MISTRAL), "mistral_ai"),
    /** OpenAI's Responses API, and every compatible server. */
    OPENAI_RESPONSES("https://api.openai.com/v1", "OPENAI_API_KEY", new ResponsesProtocol(), "openai"),
    /** OpenAI's models on Azure. The address contains the name of a resource. */
    AZURE_OPENAI(AzureEndpoint.EXAMPLE, "AZURE_OPENAI_API_KEY", new AzureOpenAiProtocol(), "azure.ai.openai"),
    /** DeepSeek's chat completions. */
    DEEPSEEK("https://api.deepseek.com", "DEEPSEEK_API_KEY", new OpenAiProtocol(OpenAiDialect.DEEPSEEK)),
    /** OpenRouter, a gateway to many vendors. */
    OPENROUTER("https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", new OpenAiProtocol(OpenAiDialect.OPENROUTER)),
    /** xAI's chat completions. */
    XAI("https://api.x.ai/v1", "XAI_API_KEY", new OpenAiProtocol(OpenAiDialect.COMPATIBLE), "x_ai"),
    /** Perplexity, which searches the web. */
    PERPLEXITY("https://api.perplexity.ai", "PERPLEXITY_API_KEY", new OpenAiProtocol(OpenAiDialect.PERPLEXITY)),
    /** Together AI. */
    TOGETHER("https://api.together.xyz/v1", "TOGETHER_API_KEY", new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** Fireworks AI. */
    FIREWORKS(
            "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY", new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** LM Studio on this machine. */
    LMSTUDIO("http://localhost:1234/v1", null, new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** vLLM on this machine. */
    VLLM("http://localhost:8000/v1", null, new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** The llama.cpp server on this machine. */
    LLAMACPP("http://localhost:8080/v1", null, new OpenAiProtocol(OpenAiDialect.LLAMACPP)),
    /** LocalAI on this machine. */
    LOCALAI("http://localhost:8080/v1", null, new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** The LiteLLM proxy on this machine. */
    LITELLM("http://localhost:4000/v1", null, new OpenAiProtocol(OpenAiDialect.COMPATIBLE)),
    /** Google's Gemini API, or Vertex AI with its base URL. */
    GEMINI("https://generativelanguage.googleapis.com/v1beta", "GEMINI_API_KEY", new GeminiProtocol(), "gcp.gemini"),
    /** Version 2 of Cohere's Chat API. */
    COHERE("https://api.cohere.com", "COHERE_API_KEY", new CohereProtocol()),
    /** Ollama's own chat API on this machine. */
    OLLAMA("http://localhost:11434", null, new OllamaProtocol()),
    /**
     * Amazon Bedrock's ConverseStream. Its address depends on the region, which {@link ProviderSettings#region} names. Without a
     * key, requests are signed.
     */
    BEDROCK("https://bedrock-runtime.us-east-1.amazonaws.com", null, new BedrockProtocol(), "aws.bedrock");

    private final String typeName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final URI baseUrl;
    private final @Nullable String apiKeyVariable;

    @SuppressWarnings("ImmutableEnumChecker") // protocols are stateless
    private final WireProtocol protocol;

    private final String conventionalName;

    ProviderType(String baseUrl, @Nullable String apiKeyVariable, WireProtocol protocol) {
        this(baseUrl, apiKeyVariable, protocol, null);
    }

    ProviderType(
            String baseUrl, @Nullable String apiKeyVariable, WireProtocol protocol, @Nullable String conventionalName) {
        this.baseUrl = URI.create(baseUrl);
        this.apiKeyVariable = apiKeyVariable;
        this.protocol = protocol;
        this.conventionalName = conventionalName == null ? typeName : conventionalName;
    }

    /** The name in the configuration. */
    public String typeName() {
        return typeName;
    }

    /** The vendor's own address. */
    public URI baseUrl() {
        return baseUrl;
    }

    /**
     * The environment variable that conventionally holds the vendor's key. It is not read here.
     *
     * @return {@code null} for a self-hosted server, which needs no key at its default address
     */
    public @Nullable String apiKeyVariable() {
        return apiKeyVariable;
    }

    /** The name of the provider in OpenTelemetry's semantic conventions. */
    public String conventionalName() {
        return conventionalName;
    }

    WireProtocol protocol() {
        return protocol;
    }

    /** Finds the type with this name. */
    public static Optional<ProviderType> find(String typeName) {
        return Arrays.stream(values())
                .filter(type -> type.typeName.equalsIgnoreCase(typeName))
                .findFirst();
    }

    /** The names of all types. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ProviderType::typeName).toList();
    }
}
