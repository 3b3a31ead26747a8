package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;

/**
 * Creates the errors for what cannot be sent to a provider.
 *
 * @param provider its configured name
 */
public record Refusal(String provider) {

    /** For a part of the messages, such as {@code an image}. */
    public AiException part(String what, String remedy) {
        return AiException.invalidRequest(
                "messages have " + what + ", which cannot be sent to '" + provider + "': " + remedy);
    }

    /** For a field of the request. */
    public AiException field(String what, String remedy) {
        return AiException.invalidRequest(what + " cannot be sent to '" + provider + "': " + remedy);
    }
}
