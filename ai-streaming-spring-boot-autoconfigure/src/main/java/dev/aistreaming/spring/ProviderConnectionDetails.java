package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * How a provider is connected to, by somebody who knows it better than the properties: a container that is started with the
 * application, or a bean of the application's own. What it says comes before {@code ai.streaming.providers.<name>}; what it does not
 * say is as the properties have it.
 *
 * <p>It is for the configured provider of its {@link #name}. Without a name, it is for the one provider of its {@link #type} or, where
 * there are several, for those of them that have no {@code base-url}. Where there is none, a provider appears that has the name, or else
 * the type, for its name, if a {@link #model} is known. Of several beans for one provider, the first in order counts.
 */
public interface ProviderConnectionDetails extends ConnectionDetails {

    /**
     * Which protocol is spoken there, such as {@code ollama}: one of the types that
     * {@code ai.streaming.providers.<name>.type} takes. Where a provider of the {@link #name} is configured, its own type counts.
     */
    String type();

    /** The name of the provider that it is for; {@code null}: as said above. */
    default @Nullable String name() {
        return null;
    }

    /** The address, as {@code base-url} has it; {@code null}: as it is configured, or the vendor's own. */
    default @Nullable String baseUrl() {
        return null;
    }

    /** The key; {@code null}: as it is configured, or none. */
    default @Nullable String apiKey() {
        return null;
    }

    /** The model that is asked where neither a request nor the configuration names one; {@code null}: unknown. */
    default @Nullable String model() {
        return null;
    }

    /** Certificates and keys of the connections to {@link #baseUrl}; {@code null}: as it is configured, or the JVM's. */
    default @Nullable SslBundle sslBundle() {
        return null;
    }
}
