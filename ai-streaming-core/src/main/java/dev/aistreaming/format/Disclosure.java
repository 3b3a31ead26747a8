package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;

/**
 * What is sent to a front end besides the text of the answer and the application's own data.
 *
 * @param reasoning whether to send the model's reasoning
 * @param toolCalls whether to send tool calls
 * @param toolResults whether to send tool results; only together with the calls
 * @param sources whether to send the sources of the answer
 * @param metadata whether to send finish reason, usage, model and provider
 * @param providerErrors whether to send the provider's own error messages
 */
public record Disclosure(
        boolean reasoning,
        boolean toolCalls,
        boolean toolResults,
        boolean sources,
        boolean metadata,
        boolean providerErrors) {

    /** Everything except the provider's own error messages. */
    public static final Disclosure ALL = new Disclosure(true, true, true, true, true, false);

    /** Only the text and its ending. */
    public static final Disclosure NONE = new Disclosure(false, false, false, false, false, false);

    /** The text that end users see for an error. */
    String text(AiException error) {
        return text(error, providerErrors);
    }

    static String text(AiException error, boolean providerErrors) {
        String providerMessage = providerErrors ? error.providerMessage() : null;
        return providerMessage == null ? error.userMessage() : providerMessage;
    }

    /** Whether tool results are sent. */
    boolean results() {
        return toolCalls && toolResults;
    }
}
