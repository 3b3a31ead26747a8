package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;

/**
 * What of an answer leaves for a front end besides its text, and what the application itself sends.
 *
 * @param reasoning whether the model's reasoning does
 * @param toolCalls whether calls of tools do
 * @param toolResults whether what tools give back does; only with the calls
 * @param sources whether the sources of the answer do
 * @param metadata whether finish reason, usage, model and provider do
 * @param providerErrors whether the provider's own words of an error do
 */
public record Disclosure(
        boolean reasoning,
        boolean toolCalls,
        boolean toolResults,
        boolean sources,
        boolean metadata,
        boolean providerErrors) {

    /** Everything but the provider's own words of an error. */
    public static final Disclosure ALL = new Disclosure(true, true, true, true, true, false);

    /** The text and its end. */
    public static final Disclosure NONE = new Disclosure(false, false, false, false, false, false);

    /** What people are told of an error. */
    String text(AiException error) {
        return text(error, providerErrors);
    }

    static String text(AiException error, boolean providerErrors) {
        String providerMessage = providerErrors ? error.providerMessage() : null;
        return providerMessage == null ? error.userMessage() : providerMessage;
    }

    /** Whether what tools give back is sent. */
    boolean results() {
        return toolCalls && toolResults;
    }
}
