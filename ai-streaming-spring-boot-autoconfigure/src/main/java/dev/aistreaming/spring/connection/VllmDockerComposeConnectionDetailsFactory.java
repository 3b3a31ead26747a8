package dev.aistreaming.spring.connection;

/** Connects to a service of Docker Compose that runs vLLM. */
final class VllmDockerComposeConnectionDetailsFactory extends ComposeServiceConnectionDetailsFactory {

    VllmDockerComposeConnectionDetailsFactory() {
        super(ServedImage.VLLM);
    }
}
