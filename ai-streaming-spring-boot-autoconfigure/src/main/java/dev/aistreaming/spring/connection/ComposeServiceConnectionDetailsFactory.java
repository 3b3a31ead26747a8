package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/** Connects to services of Docker Compose that run a known image. */
abstract class ComposeServiceConnectionDetailsFactory
        extends DockerComposeConnectionDetailsFactory<ProviderConnectionDetails> {

    private final ServedImage image;

    ComposeServiceConnectionDetailsFactory(ServedImage image) {
        super(image.imageName());
        this.image = image;
    }

    @Override
    protected ProviderConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        return new ServiceDetails(image, source.getRunningService());
    }

    private static final class ServiceDetails extends DockerComposeConnectionDetails
            implements ProviderConnectionDetails {

        private final String type;
        private final String baseUrl;
        private final @Nullable String apiKey;
        private final @Nullable String model;
        private final @Nullable SslBundle sslBundle;

        ServiceDetails(ServedImage image, RunningService service) {
            super(service);
            this.type = image.type();
            this.sslBundle = getSslBundle(service);
            this.baseUrl = image.baseUrl(
                    sslBundle != null, service.host(), service.ports().get(image.port()));
            this.apiKey = image.apiKey(service.env());
            this.model = ServedImage.model(service.labels());
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public String baseUrl() {
            return baseUrl;
        }

        @Override
        public @Nullable String apiKey() {
            return apiKey;
        }

        @Override
        public @Nullable String model() {
            return model;
        }

        @Override
        public @Nullable SslBundle sslBundle() {
            return sslBundle;
        }
    }
}
