package dev.aistreaming.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aistreaming.spring.autoconfigure.AiStreamingProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page which providers it can choose from. */
@RestController
class ProvidersController {

    private static final String ABOUT_DEMO =
            "Full-text search over this project's documentation. Not a language model: it finds passages, it does not write.";

    private final Providers providers;

    ProvidersController(AiStreamingProperties properties) {
        List<Provider> list = properties.providers().entrySet().stream()
                .map(entry -> new Provider(
                        entry.getKey(), about(entry.getKey(), entry.getValue().model())))
                .toList();
        String defaultProvider = properties.defaultProvider();
        this.providers = new Providers(defaultProvider == null ? list.get(0).name() : defaultProvider, list);
    }

    private static String about(String name, @Nullable String model) {
        return name.equals("demo") ? ABOUT_DEMO : Objects.requireNonNullElse(model, name);
    }

    @GetMapping("/api/providers")
    Providers providers() {
        return providers;
    }

    record Providers(@JsonProperty("default") String defaultProvider, List<Provider> providers) {}

    record Provider(String name, String description) {}
}
