package dev.aistreaming.spring.connection;

import dev.aistreaming.testing.ScriptedServer;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/** Tells Spring Boot that services of Docker Compose run, as it is told by Docker. */
final class FakeCompose implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String LISTENER =
            "org.springframework.boot.docker.compose.service.connection.DockerComposeServiceConnectionsApplicationListener";

    private final List<RunningService> services;

    FakeCompose(RunningService... services) {
        this.services = List.of(services);
    }

    @Override
    @SuppressWarnings("unchecked") // Spring Boot's own listener, which nobody else can name
    public void initialize(ConfigurableApplicationContext context) {
        ApplicationListener<DockerComposeServicesReadyEvent> listener =
                (ApplicationListener<DockerComposeServicesReadyEvent>)
                        BeanUtils.instantiateClass(constructor(ClassUtils.resolveClassName(LISTENER, null)));
        listener.onApplicationEvent(BeanUtils.instantiateClass(
                constructor(DockerComposeServicesReadyEvent.class, ApplicationContext.class, List.class),
                context,
                services));
    }

    private static <T> Constructor<T> constructor(Class<T> type, Class<?>... parameters) {
        try {
            return type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * A service.
     *
     * @param image its image, with or without a tag
     * @param port the port inside
     * @param server what runs there
     */
    record Service(
            String name,
            ImageReference image,
            int port,
            ScriptedServer server,
            Map<String, String> env,
            Map<String, String> labels)
            implements RunningService {

        static Service of(String image, int port, ScriptedServer server) {
            return new Service("ai-1", ImageReference.of(image), port, server, Map.of(), Map.of());
        }

        Service labelled(String label, String value) {
            return new Service(name, image, port, server, env, Map.of(label, value));
        }

        Service with(String variable, String value) {
            return new Service(name, image, port, server, Map.of(variable, value), labels);
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public ConnectionPorts ports() {
            return new ConnectionPorts() {
                @Override
                public int get(int containerPort) {
                    return containerPort == port ? server.url().getPort() : -1;
                }

                @Override
                public List<Integer> getAll() {
                    return List.of(server.url().getPort());
                }

                @Override
                public List<Integer> getAll(@Nullable String protocol) {
                    return getAll();
                }
            };
        }
    }
}
