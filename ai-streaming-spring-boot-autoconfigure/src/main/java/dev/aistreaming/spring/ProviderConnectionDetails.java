package dev.aistreaming.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Connection details of a provider, for example of a container that was started together with the application. They take precedence over
 * the properties of {@code ai.streaming.providers.<name>}. The properties apply to everything that the details leave out.
 *
 * <p>The details belong to the configured provider with their {@link #name}. Without a name, they belong to the only provider of their
 * {@link #type} or, if there are several, to those without a {@code base-url}. If there is no such provider and the {@link #model} is
 * known, a new provider is defined; its name is the name of the details or else their type. If several beans belong to one provider, the
 * first in order wins.
 */
public interface ProviderConnectionDetails extends ConnectionDetails {

    /**
     * Returns the protocol, such as {@code ollama}: one of the values of {@code ai.streaming.providers.<name>.type}. If a provider with
     * this {@link #name} is configured, its own type wins: the properties must contain it, unless the name is a type.
     */
    String type();

    /** Returns the name of the provider; {@code null} to find it by its type. */
    default @Nullable String name() {
        return null;
    }

    /** Returns the address in the form of {@code base-url}; {@code null} for the configured one, or else the vendor's. */
    default @Nullable String baseUrl() {
        return null;
    }

    /** Returns the API key; {@code null} for the configured one, if any. */
    default @Nullable String apiKey() {
        return null;
    }

    /** Returns the default model, for requests and configurations that name none; {@code null} if unknown. */
    default @Nullable String model() {
        return null;
    }

    /** Returns the certificates and keys for connections to {@link #baseUrl}; {@code null} for the configured ones, or else the JVM's. */
    default @Nullable SslBundle sslBundle() {
        return null;
    }
}
