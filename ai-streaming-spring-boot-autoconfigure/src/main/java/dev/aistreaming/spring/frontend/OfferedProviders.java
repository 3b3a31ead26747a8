package dev.aistreaming.spring.frontend;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.spring.AiService;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The providers and models that an endpoint offers to its clients. */
public final class OfferedProviders {

    private final AiService ai;
    private final List<OfferedProvider> providers;
    private final Set<String> names;
    private final Set<String> models;

    /**
     * Creates an offer.
     *
     * @param ai finds the providers
     * @param providers at least one; the first one is the default
     * @param models the models that clients may choose; empty for any
     */
    public OfferedProviders(AiService ai, List<OfferedProvider> providers, List<String> models) {
        this.ai = ai;
        this.providers = List.copyOf(providers);
        this.names = providers.stream().map(OfferedProvider::name).collect(Collectors.toUnmodifiableSet());
        this.models = Set.copyOf(models);
    }

    /**
     * Returns the service of a provider.
     *
     * @param name the name of the client's choice; blank for the default
     * @throws AiException with {@code invalid_request} if the provider is not offered
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

    /** Returns the models that clients may choose, if they are limited. */
    Set<String> models() {
        return models;
    }

    /**
     * Checks the client's choice of a model.
     *
     * @return {@code null} for the configured model
     * @throws AiException with {@code invalid_request} if the model is not offered
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
