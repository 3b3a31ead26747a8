package dev.aistreaming.observation;

import dev.aistreaming.provider.ProviderSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who a call goes to. Holds nothing secret.
 *
 * @param name the name the provider is configured under
 * @param type the type it has in the configuration, such as {@code mistral}; for a provider of the application's own, its name
 * @param model the model that is asked where a request names none; {@code null}: not known
 * @param serverAddress the host it is reached at; {@code null}: not known
 * @param serverPort the port there; {@code null}: not known
 */
public record ProviderIdentity(
        String name,
        String type,
        @Nullable String model,
        @Nullable String serverAddress,
        @Nullable Integer serverPort) {

    /** What the settings of a provider tell. */
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

    /** A provider of which nothing but the name is known. */
    public static ProviderIdentity named(String name) {
        return new ProviderIdentity(name, name, null, null, null);
    }
}
