package dev.aistreaming.spring.frontend;

import org.jspecify.annotations.Nullable;

/**
 * A provider that an endpoint offers to its clients.
 *
 * @param name the configured name of the provider
 * @param model the default model; {@code null} if only the provider knows it
 */
public record OfferedProvider(String name, @Nullable String model) {

    /** Returns the name of the model for OpenAI's clients. */
    String modelId() {
        return model == null ? name : name + "/" + model;
    }
}
