package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.provider.ProviderSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is made of the settings of servers that are known by name, and above all of Azure's, whose address has several parts. */
class AzureSettingsTests {

    private static ProviderSettings map(String name, Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return ProviderSettingsMapper.map(name, binder.bindOrCreate("", ProviderProperties.class), false);
    }

    private static void assertStops(String name, Map<String, String> properties, String description, String action) {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> map(name, properties))
                .satisfies(stop -> {
                    assertThat(stop.getMessage()).contains(description);
                    assertThat(stop.remedy()).contains(action);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "resource, my-res, , https://my-res.openai.azure.com/openai/v1",
        "resource, my-res, preview, https://my-res.openai.azure.com/openai/v1?api-version=preview",
        "resource, my-res, 2024-10-21, https://my-res.openai.azure.com/openai?api-version=2024-10-21",
        "base-url, https://gw.example/openai/v1/, , https://gw.example/openai/v1",
        "base-url, https://r.openai.azure.com/openai/deployments/d?api-version=1, , https://r.openai.azure.com/openai/deployments/d?api-version=1"
    })
    void makesTheAddressOfItsParts(String setting, String value, String version, URI expected) {
        ProviderSettings settings = map(
                "azure-openai",
                Map.of(
                        setting,
                        value,
                        "api-version",
                        version == null ? "" : version,
                        "api-key",
                        "k",
                        "deployment",
                        "d"));
        assertThat(settings.baseUrl()).isEqualTo(expected);
        assertThat(settings.model()).isEqualTo("d");
    }

    @Test
    void takesTheModelForTheDeploymentWhereNoneIsNamed() {
        assertThat(map("azure-openai", Map.of("resource", "r", "api-key", "k", "model", "gpt"))
                        .model())
                .isEqualTo("gpt");
    }

    @Test
    void stopsForAnAddressThatIsNoneOrTwo() {
        assertStops(
                "azure-openai",
                Map.of("api-key", "k", "model", "m"),
                "neither resource nor base-url",
                "ai.streaming.providers.azure-openai.resource");
        assertStops(
                "azure-openai",
                Map.of("api-key", "k", "model", "m", "resource", "r", "base-url", "https://r.openai.azure.com"),
                "both resource and base-url",
                "ai.streaming.providers.azure-openai.resource");
        assertStops(
                "azure-openai",
                Map.of("api-key", "k", "model", "m", "resource", "r.openai.azure.com"),
                "not the name of a resource",
                "the name alone");
    }

    @Test
    void stopsWithoutAKeyAndNamesItsVariable() {
        assertStops("azure-openai", Map.of("resource", "r", "model", "m"), "has no API key", "${AZURE_OPENAI_API_KEY}");
        assertStops("xai", Map.of("model", "m"), "has no API key", "${XAI_API_KEY}");
        assertStops("openai-responses", Map.of("model", "m"), "has no API key", "${OPENAI_API_KEY}");
    }

    @Test
    void wantsNoKeyForServersOnThisMachine() {
        ProviderSettings settings = map("llamacpp", Map.of("model", "m"));
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://localhost:8080/v1"));
        assertThat(settings.apiKey()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"resource, r", "deployment, d", "api-version, preview"})
    void stopsForSettingsThatOnlyAzureHas(String setting, String value) {
        assertStops(
                "openai",
                Map.of("api-key", "k", "model", "m", setting, value),
                "ai.streaming.providers.openai." + setting,
                "azure-openai");
    }
}
