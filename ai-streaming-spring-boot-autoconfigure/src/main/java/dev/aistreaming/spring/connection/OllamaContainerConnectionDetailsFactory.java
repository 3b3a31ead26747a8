package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ClassUtils;
import org.testcontainers.containers.Container;

/** Connects to a container of Testcontainers that runs Ollama. */
final class OllamaContainerConnectionDetailsFactory
        extends ContainerServiceConnectionDetailsFactory<OllamaContainerConnectionDetailsFactory.OllamaDetails> {

    /** Testcontainers' own, which is optional. Boot does not call a bean's method to learn the image, only the type is known then. */
    private static final String CONTAINER = "org.testcontainers.ollama.OllamaContainer";

    OllamaContainerConnectionDetailsFactory() {
        super(ServedImage.OLLAMA);
    }

    @Override
    protected boolean sourceAccepts(
            ContainerConnectionSource<Container<?>> source, Class<?> containerType, Class<?> detailsType) {
        return super.sourceAccepts(source, containerType, detailsType)
                || (ClassUtils.isPresent(CONTAINER, null)
                        && source.accepts(
                                ANY_CONNECTION_NAME, ClassUtils.resolveClassName(CONTAINER, null), detailsType));
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
