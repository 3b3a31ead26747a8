package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;

/**
 * Says what a provider cannot be sent.
 *
 * @param provider its configured name
 */
public record Refusal(String provider) {

    /** Of something in the messages, such as {@code an image}. */
    public AiException part(String what, String remedy) {
        return AiException.invalidRequest(
                "messages have " + what + ", which cannot be sent to '" + provider + "': " + remedy);
    }

    /** Of a field of the request. */
    public AiException field(String what, String remedy) {
        return AiException.invalidRequest(what + " cannot be sent to '" + provider + "': " + remedy);
    }
}
