package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** Connects to a container of Testcontainers that runs Ollama. */
final class OllamaContainerConnectionDetailsFactory
        extends ContainerServiceConnectionDetailsFactory<OllamaContainerConnectionDetailsFactory.OllamaDetails> {

    OllamaContainerConnectionDetailsFactory() {
        super(ServedImage.OLLAMA);
    }

    @Override
    protected OllamaDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new Served(source);
    }

    interface OllamaDetails extends ProviderConnectionDetails {}

    private static final class Served extends ContainerDetails implements OllamaDetails {

        Served(ContainerConnectionSource<Container<?>> source) {
            super(source, ServedImage.OLLAMA);
        }
    }
}
