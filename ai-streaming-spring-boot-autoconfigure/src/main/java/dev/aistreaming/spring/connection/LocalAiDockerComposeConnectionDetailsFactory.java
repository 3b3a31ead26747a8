package dev.aistreaming.spring.connection;

/** Connects to a LocalAI service of Docker Compose. */
final class LocalAiDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    LocalAiDockerComposeConnectionDetailsFactory() {
        super(ServedImage.LOCALAI);
    }
}
