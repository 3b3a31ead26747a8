package dev.aistreaming.spring.connection;

/** Connects to an Ollama service of Docker Compose. */
final class OllamaDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    OllamaDockerComposeConnectionDetailsFactory() {
        super(ServedImage.OLLAMA);
    }
}
