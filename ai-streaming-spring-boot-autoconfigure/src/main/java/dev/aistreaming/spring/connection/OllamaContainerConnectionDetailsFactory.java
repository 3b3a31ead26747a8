package dev.aistreaming.spring.connection;

import dev.aistreaming.spring.ProviderConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ClassUtils;
import org.testcontainers.containers.Container;

/** Connects to an Ollama container of Testcontainers. */
final class OllamaContainerConnectionDetailsFactory
        extends ContainerServiceConnectionDetailsFactory<OllamaContainerConnectionDetailsFactory.OllamaDetails> {

    /**
     * The class of Testcontainers, which is optional. Spring Boot does not call a bean method to learn the image, so only the type is
     * known at that time.
     */
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
