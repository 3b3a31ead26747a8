package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.AzureEndpoint;
import dev.aistreaming.provider.ProviderType;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a provider on Azure, where the address consists of several settings.
 *
 * @param baseUrl the base URL
 * @param model the deployment, which replaces the model
 */
record AzureSettings(URI baseUrl, @Nullable String model) {

    private static final Pattern RESOURCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

    /** Returns {@code null} if the provider is not on Azure. */
    static @Nullable AzureSettings of(String name, ProviderType type, ProviderProperties properties) {
        if (type != ProviderType.AZURE_OPENAI) {
            refuse(name, "resource", properties.resource());
            refuse(name, "deployment", properties.deployment());
            refuse(name, "api-version", properties.apiVersion());
            return null;
        }
        String deployment = properties.deployment();
        return new AzureSettings(
                AzureEndpoint.baseUrl(address(name, type, properties), blankAsNull(properties.apiVersion())),
                ProviderSettingsMapper.isBlank(deployment) ? properties.model() : deployment);
    }

    private static void refuse(String name, String setting, @Nullable String value) {
        if (!ProviderSettingsMapper.isBlank(value)) {
            throw new InvalidSettingException(
                    ProviderSettingsMapper.key(name, setting)
                            + " is set, and only providers of type azure-openai have it.",
                    "Set " + ProviderSettingsMapper.key(name, "type") + " to azure-openai, or leave it out.");
        }
    }

    private static URI address(String name, ProviderType type, ProviderProperties properties) {
        String key = ProviderSettingsMapper.key(name, "resource");
        String baseUrlKey = ProviderSettingsMapper.key(name, "base-url");
        String resource = blankAsNull(properties.resource());
        String configured = blankAsNull(properties.baseUrl());
        if ((resource == null) == (configured == null)) {
            throw new InvalidSettingException(
                    "The AI provider '" + name + "' has "
                            + (resource == null ? "neither resource nor" : "both resource and")
                            + " base-url, and at Azure one of them is its address.",
                    "Set " + key + " to the name of the resource, or " + baseUrlKey + " to an address such as "
                            + type.baseUrl() + ".");
        }
        if (configured != null) {
            return BaseUrl.read(baseUrlKey, type, configured);
        }
        if (resource == null || !RESOURCE.matcher(resource).matches()) {
            throw new InvalidSettingException(
                    key + " is '" + resource + "', which is not the name of a resource.",
                    "Set it to the name alone, or " + baseUrlKey + " to the whole address.");
        }
        return AzureEndpoint.ofResource(resource);
    }

    private static @Nullable String blankAsNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
