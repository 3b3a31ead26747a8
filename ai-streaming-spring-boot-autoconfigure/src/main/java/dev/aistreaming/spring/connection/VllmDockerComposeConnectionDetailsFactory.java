package dev.aistreaming.spring.connection;

/** Connects to a vLLM service of Docker Compose. */
final class VllmDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    VllmDockerComposeConnectionDetailsFactory() {
        super(ServedImage.VLLM);
    }
}
