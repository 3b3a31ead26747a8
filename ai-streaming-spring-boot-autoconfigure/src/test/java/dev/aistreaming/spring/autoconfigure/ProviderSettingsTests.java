package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.provider.ProviderType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Settings of a provider that cannot be meant, which are found at start. */
class ProviderSettingsTests {

    private static final String OPENAI = "ai.streaming.providers.openai.";
    private static final String ANTHROPIC = "ai.streaming.providers.anthropic.";

    private final WebApplicationContextRunner plain = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class));

    private final WebApplicationContextRunner openai =
            plain.withPropertyValues(OPENAI + "api-key=sk-SECRET-4711", OPENAI + "model=gpt-test");

    private final WebApplicationContextRunner anthropic =
            plain.withPropertyValues(ANTHROPIC + "api-key=sk-SECRET-4711", ANTHROPIC + "model=claude-test");

    @ParameterizedTest
    @CsvSource({
        "https://host/v1/chat/completions, /chat/completions, https://host/v1",
        "https://host:8443/v1/chat/completions/, /chat/completions, https://host:8443/v1",
        "https://host/v1/completions, /completions, https://host/v1",
        "https://host/v1/responses, /responses, https://host/v1",
        "https://host/v1/embeddings, /embeddings, https://host/v1",
        "https://host/v1/v1, /v1 twice, https://host/v1",
        "https://host/v1/v1/, /v1 twice, https://host/v1",
        "https://api.openai.com, no /v1, https://api.openai.com/v1",
        "https://api.openai.com/, no /v1, https://api.openai.com/v1"
    })
    void stopsForABaseUrlThatLeadsNowhere(String url, String fault, String remedy) {
        assertStops(openai.withPropertyValues(OPENAI + "base-url=" + url), OPENAI + "base-url", fault, remedy + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com/v1, ends in /v1, https://api.anthropic.com",
        "https://api.anthropic.com/v1/, ends in /v1, https://api.anthropic.com",
        "https://gateway/anthropic/v1, ends in /v1, https://gateway/anthropic",
        "https://gateway/anthropic/v1/messages, ends in /messages, https://gateway/anthropic",
        "https://gateway/v1/v1, /v1 twice, https://gateway"
    })
    void stopsForABaseUrlWithTheVersionThatAnthropicsEndpointsHave(String url, String fault, String remedy) {
        assertStops(
                anthropic.withPropertyValues(ANTHROPIC + "base-url=" + url),
                ANTHROPIC + "base-url",
                fault,
                remedy + ".");
    }

    @Test
    void stopsForABaseUrlWithTheVersionThatCoheresEndpointsHave() {
        assertStops(
                plain.withPropertyValues(
                        "ai.streaming.providers.cohere.api-key=co-SECRET-4711",
                        "ai.streaming.providers.cohere.model=command-test",
                        "ai.streaming.providers.cohere.base-url=https://api.cohere.com/v2"),
                "ai.streaming.providers.cohere.base-url",
                "ends in /v2",
                "https://api.cohere.com.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0B", "-1KB", "1GB"})
    void stopsForASizeThatNoEventCanHave(String size) {
        assertStops(
                openai.withPropertyValues("ai.streaming.limits.max-event-size=" + size),
                "ai.streaming.limits.max-event-size",
                "out of range",
                "1MB is the default");
    }

    @Test
    void showsNoQueryAndNoUserOfABaseUrl() {
        assertStops(
                openai.withPropertyValues(OPENAI + "base-url=https://me:hunter22@host/v1/responses?key=hunter22"),
                OPENAI + "base-url",
                "'https://host/v1/responses'",
                "https://host/v1 with the query behind it");
        assertStops(
                openai.withPropertyValues(OPENAI + "base-url=me:hunter22@host"),
                OPENAI + "base-url",
                "not the address of a server",
                "https://api.openai.com/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8080",
                "api.example.com",
                "ftp://host/v1",
                "httpx://host/v1",
                "http://a b/v1",
                "http://"
            })
    void stopsForABaseUrlThatIsNone(String url) {
        assertStops(
                openai.withPropertyValues(OPENAI + "base-url=" + url),
                OPENAI + "base-url is '" + url,
                "not the address of a server",
                "https://api.openai.com/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://host/v1?api-version=preview",
                " https://host/v1/ ",
                "https://host",
                "HTTPS://host/v1",
                "https://host/v1/account/openai",
                "https://host/v1beta/openai/",
                "https://host/models",
                "https://api.openai.com/v1/"
            })
    void startsWithAnyOtherBaseUrl(String url) {
        openai.withPropertyValues(OPENAI + "base-url=" + url)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "model", "base-url", "headers.X-Team", "options.user"})
    void stopsForAVariableThatIsNotSet(String setting) {
        assertStops(
                openai.withPropertyValues(OPENAI + setting + "=http://${NO_SUCH_VARIABLE}/v1"),
                OPENAI + setting,
                "has ${NO_SUCH_VARIABLE}",
                "Set that environment variable");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "Bearer sk-SECRET-4711, Bearer",
                "bearer sk-SECRET-4711, Bearer",
                "\"sk-SECRET-4711\", quotes",
                "'sk-SECRET-4711', quotes",
                "sk-SECRET-4711\", quotes",
                "sk SECRET-4711, a space",
                "sk-SECRET-4711ä, a letter beyond ASCII",
                "|sk-SECRET\n4711|, a line break",
                "|sk-SECRET\u00004711|, a line break"
            })
    void stopsForAKeyThatIsNone(String key, String fault) {
        assertStops(openai.withPropertyValues(OPENAI + "api-key=" + key), OPENAI + "api-key", fault, "the key alone");
    }

    @Test
    void takesAKeyWithBlanksAroundIt() {
        openai.withPropertyValues(OPENAI + "api-key= sk-SECRET-4711 \n")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void stopsForANameThatIsNoTypeWithoutAnAddress() {
        assertStops(
                plain.withPropertyValues(
                        "ai.streaming.providers.google.type=openai",
                        "ai.streaming.providers.google.api-key=sk-SECRET-4711",
                        "ai.streaming.providers.google.model=model-test"),
                "'google' has no base-url",
                ProviderType.names().toString(),
                "ai.streaming.providers.google.base-url");
    }

    @Test
    void stopsForTheVendorsOwnAddressWithoutAKey() {
        assertStops(
                plain.withPropertyValues(
                        "ai.streaming.providers.claude.type=anthropic",
                        "ai.streaming.providers.claude.base-url=https://api.anthropic.com/",
                        "ai.streaming.providers.claude.model=claude-test"),
                "'claude' has no API key",
                "claude",
                "ai.streaming.providers.claude.api-key");
    }

    @Test
    void stopsForAListOfProviders() {
        assertStops(
                plain.withPropertyValues(
                        "ai.streaming.providers[0].name=openai", "ai.streaming.providers[0].api-key=sk-SECRET-4711"),
                "ai.streaming.providers is a list",
                "providers have names",
                "ai.streaming.providers.openai.model");
    }

    private static void assertStops(
            WebApplicationContextRunner application, String setting, String fault, String remedy) {
        application.run(context -> {
            InvalidSettingException invalid = FailedStart.fault(context.getStartupFailure());
            assertThat(invalid.getMessage())
                    .contains(setting)
                    .contains(fault)
                    .doesNotContain("SECRET", "4711", "hunter22");
            assertThat(invalid.remedy()).contains(remedy).doesNotContain("SECRET", "4711", "hunter22");
        });
    }
}
