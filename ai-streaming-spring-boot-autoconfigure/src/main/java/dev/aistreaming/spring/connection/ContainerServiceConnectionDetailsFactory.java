package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;
import org.testcontainers.containers.GenericContainer;

/**
 * Connects to Testcontainers that run a known image.
 *
 * @param <D> a separate type for each image, because Spring Boot registers one connection per type
 */
abstract class ContainerServiceConnectionDetailsFactory<D extends ProviderConnectionDetails>
        extends ContainerConnectionDetailsFactory<Container<?>, D> {

    ContainerServiceConnectionDetailsFactory(ServedImage image) {
        super(image.imageName());
    }

    /** The details of a container, once it runs. */
    abstract static class ContainerDetails extends ContainerConnectionDetails<Container<?>>
            implements ProviderConnectionDetails {

        private final ServedImage image;

        ContainerDetails(ContainerConnectionSource<Container<?>> source, ServedImage image) {
            super(source);
            this.image = image;
        }

        @Override
        public String type() {
            return image.type();
        }

        @Override
        public String baseUrl() {
            return image.baseUrl(
                    sslBundle() != null,
                    getContainer().getHost(),
                    getContainer().getMappedPort(image.port()));
        }

        @Override
        public @Nullable String apiKey() {
            return image.apiKey(getContainer().getEnvMap());
        }

        @Override
        public @Nullable String model() {
            return getContainer() instanceof GenericContainer<?> container
                    ? ServedImage.model(container.getLabels())
                    : null;
        }

        @Override
        public @Nullable SslBundle sslBundle() {
            return getSslBundle();
        }
    }
}
