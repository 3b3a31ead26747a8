package dev.aistreaming.sample;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.sample.demo.DemoProvider;
import dev.aistreaming.spring.autoconfigure.AiStreamingProperties;
import dev.aistreaming.spring.autoconfigure.ProviderProperties;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Returns the providers that the page offers. */
@RestController
class ProvidersController {

    private static final String ABOUT_DEMO =
            "Full-text search over this project's documentation. Not a language model.";

    private final Providers providers;

    ProvidersController(List<ChatProvider> providers, AiStreamingProperties properties) {
        List<Provider> list = providers.stream()
                .map(ChatProvider::name)
                .distinct()
                .map(name ->
                        new Provider(name, about(name, properties.providers().get(name))))
                .toList();
        String defaultProvider = properties.defaultProvider();
        this.providers = new Providers(defaultProvider == null ? list.get(0).name() : defaultProvider, list);
    }

    private static String about(String name, @Nullable ProviderProperties configured) {
        if (name.equals(DemoProvider.NAME)) {
            return ABOUT_DEMO;
        }
        return configured == null ? name : Objects.requireNonNullElse(configured.model(), name);
    }

    @GetMapping("/api/providers")
    Providers providers() {
        return providers;
    }

    record Providers(@JsonProperty("default") String defaultProvider, List<Provider> providers) {}

    record Provider(String name, String description) {}
}
