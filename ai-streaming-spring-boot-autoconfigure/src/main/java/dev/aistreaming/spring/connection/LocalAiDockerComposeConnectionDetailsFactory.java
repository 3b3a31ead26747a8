package dev.aistreaming.spring.connection;

/** Connects to a service of Docker Compose that runs LocalAI. */
final class LocalAiDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    LocalAiDockerComposeConnectionDetailsFactory() {
        super(ServedImage.LOCALAI);
    }
}
