package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.Container;

/** Connects to a vLLM container of Testcontainers. */
final class VllmContainerConnectionDetailsFactory
        extends ContainerServiceConnectionDetailsFactory<VllmContainerConnectionDetailsFactory.VllmDetails> {

    VllmContainerConnectionDetailsFactory() {
        super(ServedImage.VLLM);
    }

    @Override
    protected VllmDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
        return new Served(source);
    }

    interface VllmDetails extends ProviderConnectionDetails {}

    private static final class Served extends ContainerDetails implements VllmDetails {

        Served(ContainerConnectionSource<Container<?>> source) {
            super(source, ServedImage.VLLM);
        }
    }
}
