package dev.aistreaming.spring.connection;

/** Connects to a service of Docker Compose that runs Ollama. */
final class OllamaDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    OllamaDockerComposeConnectionDetailsFactory() {
        super(ServedImage.OLLAMA);
    }
}
