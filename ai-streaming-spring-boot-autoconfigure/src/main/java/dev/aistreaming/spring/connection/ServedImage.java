package dev.aistreaming.spring.connection;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The known server images: their ports, and where their keys are found. */
enum ServedImage {
    /** Ollama's own chat API. */
    OLLAMA("ollama/ollama", "ollama", 11434, "", List.of()),
    /** LocalAI, which takes several keys separated by commas. */
    LOCALAI("localai/localai", "localai", 8080, "/v1", List.of("LOCALAI_API_KEY", "API_KEY")),
    /** vLLM's OpenAI-compatible server. */
    VLLM("vllm/vllm-openai", "vllm", 8000, "/v1", List.of("VLLM_API_KEY"));

    /** A container's label with the model that it serves. */
    private static final String MODEL_LABEL = "dev.aistreaming.model";

    private final String imageName;
    private final String type;
    private final int port;
    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<String> keyVariables;

    ServedImage(String imageName, String type, int port, String path, List<String> keyVariables) {
        this.imageName = imageName;
        this.type = type;
        this.port = port;
        this.path = path;
        this.keyVariables = keyVariables;
    }

    String imageName() {
        return imageName;
    }

    String type() {
        return type;
    }

    /** Returns the port inside the container. */
    int port() {
        return port;
    }

    /** @param port the port of this machine that leads to it */
    String baseUrl(boolean tls, String host, int port) {
        return (tls ? "https://" : "http://") + host + ":" + port + path;
    }

    @Nullable
    String apiKey(Map<String, ? extends @Nullable String> environment) {
        for (String variable : keyVariables) {
            String value = environment.get(variable);
            for (String key : value == null ? new String[0] : value.split(",", -1)) {
                if (!key.isBlank()) {
                    return key.strip();
                }
            }
        }
        return null;
    }

    static @Nullable String model(Map<String, String> labels) {
        return labels.get(MODEL_LABEL);
    }
}
