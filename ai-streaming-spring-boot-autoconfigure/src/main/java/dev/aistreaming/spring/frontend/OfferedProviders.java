package dev.aistreaming.spring.frontend;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.spring.AiService;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom, and which models, an endpoint's clients may ask. */
public final class OfferedProviders {

    private final AiService ai;
    private final List<OfferedProvider> providers;
    private final Set<String> names;
    private final Set<String> models;

    /**
     * An offer.
     *
     * @param ai knows the providers
     * @param providers at least one; the first answers where a client names none
     * @param models those that a client may name; empty: any
     */
    public OfferedProviders(AiService ai, List<OfferedProvider> providers, List<String> models) {
        this.ai = ai;
        this.providers = List.copyOf(providers);
        this.names = providers.stream().map(OfferedProvider::name).collect(Collectors.toUnmodifiableSet());
        this.models = Set.copyOf(models);
    }

    /**
     * The service of a provider.
     *
     * @param name blank: the client has named none
     * @throws AiException with {@code invalid_request} for one that is not offered
     */
    AiService service(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return ai.provider(providers.get(0).name());
        }
        if (!names.contains(name)) {
            throw AiException.invalidRequest("provider '" + OneLine.of(name) + "' is not offered here");
        }
        return ai.provider(name);
    }

    boolean has(String provider) {
        return names.contains(provider);
    }

    List<OfferedProvider> all() {
        return providers;
    }

    /** The models that clients may name, where that is said. */
    Set<String> models() {
        return models;
    }

    /**
     * The model that a client names.
     *
     * @return {@code null}: the configured one
     * @throws AiException with {@code invalid_request} for one that is not offered
     */
    @Nullable
    String model(@Nullable String model) {
        if (model == null || model.isBlank()) {
            return null;
        }
        if (!models.isEmpty() && !models.contains(model) && !isConfigured(model)) {
            throw AiException.invalidRequest("model '" + OneLine.of(model) + "' is not offered here");
        }
        return model;
    }

    private boolean isConfigured(String model) {
        return providers.stream().anyMatch(provider -> model.equals(provider.model()));
    }
}
