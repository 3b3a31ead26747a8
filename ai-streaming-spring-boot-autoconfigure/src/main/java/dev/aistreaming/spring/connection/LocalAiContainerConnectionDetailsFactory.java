package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** Connects to a LocalAI container of Testcontainers. */
final class LocalAiContainerConnectionDetailsFactory
        extends ContainerServiceConnectionDetailsFactory<LocalAiContainerConnectionDetailsFactory.LocalAiDetails> {

    LocalAiContainerConnectionDetailsFactory() {
        super(ServedImage.LOCALAI);
    }

    @Override
    protected LocalAiDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new Served(source);
    }

    interface LocalAiDetails extends ProviderConnectionDetails {}

    private static final class Served extends ContainerDetails implements LocalAiDetails {

        Served(ContainerConnectionSource<Container<?>> source) {
            super(source, ServedImage.LOCALAI);
        }
    }
}
