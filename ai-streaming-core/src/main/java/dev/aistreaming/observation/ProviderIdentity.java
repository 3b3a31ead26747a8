package dev.aistreaming.observation;

import dev.aistreaming.provider.ProviderSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the provider of a call. Contains nothing secret.
 *
 * @param name the name under which the provider is configured
 * @param type its type in the configuration, such as {@code mistral}; for a custom provider, its name
 * @param model the default model for requests that name none; {@code null} if unknown
 * @param serverAddress the host; {@code null} if unknown
 * @param serverPort the port; {@code null} if unknown
 */
public record ProviderIdentity(
        String name,
        String type,
        @Nullable String model,
        @Nullable String serverAddress,
        @Nullable Integer serverPort) {

    /** Creates the identity of a provider with these settings. */
    public static ProviderIdentity of(ProviderSettings settings) {
        URI url = settings.baseUrl();
        int defaultPort = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
        return new ProviderIdentity(
                settings.name(),
                settings.type().typeName(),
                settings.model(),
                url.getHost(),
                url.getPort() < 0 ? defaultPort : url.getPort());
    }

    /** Creates the identity of a provider of which only the name is known. */
    public static ProviderIdentity named(String name) {
        return new ProviderIdentity(name, name, null, null, null);
    }
}
