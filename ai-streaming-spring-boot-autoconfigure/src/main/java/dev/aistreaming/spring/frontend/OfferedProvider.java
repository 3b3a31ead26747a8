package dev.aistreaming.spring.frontend;

import org.jspecify.annotations.Nullable;

/**
 * A provider that clients of an endpoint may ask.
 *
 * @param name the name it is configured under
 * @param model the model that answers where a client names none; {@code null}: only the provider knows
 */
public record OfferedProvider(String name, @Nullable String model) {

    /** What OpenAI's clients call it. */
    String modelId() {
        return model == null ? name : name + "/" + model;
    }
}
