package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.http.HttpSettings;
import dev.aistreaming.http.HttpTransport;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the configuration adds to a request that says nothing of it. */
class ProviderDefaultsTests {

    private static final ProviderSettings SETTINGS = ProviderSettings.of("test", ProviderType.ANTHROPIC)
            .withModel("configured")
            .withDefaults(200, 0.3, Map.of("top_k", 40));

    private final HttpTransport transport = new HttpTransport(HttpSettings.DEFAULTS, Runnable::run);
    private final HttpChatProvider provider = new HttpChatProvider(SETTINGS, transport);

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void takesDefaultsWhereTheRequestSaysNothing() {
        ChatRequest complete = provider.withDefaults(ChatRequest.of("Hi"));
        assertThat(complete)
                .isEqualTo(ChatRequest.builder()
                        .model("configured")
                        .prompt("Hi")
                        .maxTokens(200)
                        .temperature(0.3)
                        .option("top_k", 40)
                        .build());
    }

    @Test
    void keepsWhatTheRequestSays() {
        ChatRequest request = ChatRequest.builder()
                .model("asked")
                .system("Be brief.")
                .prompt("Hi")
                .maxTokens(1)
                .temperature(0.0)
                .topP(0.5)
                .stop("END")
                .seed(7L)
                .option("top_k", 1)
                .build();
        assertThat(provider.withDefaults(request)).isEqualTo(request);
    }

    @Test
    void addsOptionsOfTheRequestToThoseOfTheConfiguration() {
        ChatRequest request = ChatRequest.of("Hi").toBuilder().option("mine", 1).build();
        assertThat(provider.withDefaults(request).options()).isEqualTo(Map.of("top_k", 40, "mine", 1));
    }

    @Test
    void refusesARequestBeforeAnythingIsSent() {
        ChatRequest request = ChatRequest.of("Hi").toBuilder().temperature(1.5).build();
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> provider.newCall(request))
                .withMessageContaining("temperature");
        assertThat(transport.openExchanges()).isZero();
    }

    @Test
    void isNamedAsItIsConfigured() {
        assertThat(provider.name()).isEqualTo("test");
        assertThat(provider).hasToString(SETTINGS.toString());
    }

    @Test
    void isCalledAsTheSemanticConventionsCallIt() {
        assertThat(ProviderType.OLLAMA.conventionalName()).isEqualTo("ollama");
        assertThat(ProviderType.BEDROCK.conventionalName()).isEqualTo("aws.bedrock");
    }

    @Test
    void findsTypesByTheirNamesInAnyCase() {
        assertThat(ProviderType.find("OpenAI")).contains(ProviderType.OPENAI);
        assertThat(ProviderType.find("nobody")).isEmpty();
        assertThat(ProviderType.names())
                .contains("openai", "anthropic", "groq", "mistral", "openai-responses", "ollama", "bedrock");
    }
}
