package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.jspecify.annotations.Nullable;

/**
 * The connection details that are in the properties of a provider. SSL bundles are left out: {@link HttpSettingsMapper} reads them by
 * name, so that they are followed when they are reloaded.
 */
record PropertiesProviderConnectionDetails(String name, ProviderProperties properties)
        implements ProviderConnectionDetails {

    @Override
    public String type() {
        String type = properties.type();
        return type == null || type.isBlank() ? name : type;
    }

    @Override
    public @Nullable String baseUrl() {
        return properties.baseUrl();
    }

    @Override
    public @Nullable String apiKey() {
        return properties.apiKey();
    }

    @Override
    public @Nullable String model() {
        return properties.model();
    }
}
