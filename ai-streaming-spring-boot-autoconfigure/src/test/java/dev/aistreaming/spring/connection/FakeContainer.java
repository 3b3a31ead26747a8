package dev.aistreaming.spring.connection;

import dev.aistreaming.testing.ScriptedServer;
import java.util.Map;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** A container that needs no Docker: what would run in it runs here. */
final class FakeContainer extends GenericContainer<FakeContainer> {

    private final Map<Integer, Integer> ports;

    /** @param port the one inside */
    FakeContainer(String image, int port, ScriptedServer server) {
        super(DockerImageName.parse(image));
        this.ports = Map.of(port, server.url().getPort());
    }

    @Override
    public void start() {
        // it runs
    }

    @Override
    public void stop() {
        // the test does that
    }

    @Override
    public String getHost() {
        return "127.0.0.1";
    }

    @Override
    public Integer getMappedPort(int port) {
        return Objects.requireNonNull(ports.get(port));
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
