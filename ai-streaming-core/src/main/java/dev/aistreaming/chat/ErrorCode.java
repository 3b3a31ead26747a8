package dev.aistreaming.chat;

import java.util.Locale;

/** What went wrong, whatever a provider calls it. The names are part of the wire format and do not change. */
public enum ErrorCode {
    /** The provider does not accept the key. */
    AUTHENTICATION(false, "The AI provider did not accept this application's credentials."),
    /** The key may not do this. */
    PERMISSION_DENIED(false, "This application may not use the AI provider for this."),
    /** The request is not one the provider or this library takes. */
    INVALID_REQUEST(false, "The AI provider did not accept the request."),
    /** The conversation is longer than the model's context. */
    CONTEXT_LENGTH_EXCEEDED(false, "The conversation is too long for the AI model."),
    /** The provider does not know the model. */
    MODEL_NOT_FOUND(false, "The AI provider does not know the model."),
    /** The provider refuses the content. */
    CONTENT_FILTERED(false, "The AI provider's content filter stopped the request."),
    /** Too many requests or tokens in a short time. */
    RATE_LIMITED(true, "The AI provider takes no more requests just now."),
    /** The account's budget is used up. */
    QUOTA_EXCEEDED(false, "This application's budget at the AI provider is used up."),
    /** The provider has no capacity. */
    OVERLOADED(true, "The AI provider is overloaded."),
    /** The provider failed. */
    PROVIDER_ERROR(true, "The AI provider had an error."),
    /** Something did not come in time. */
    TIMEOUT(true, "The AI provider did not answer in time."),
    /** The connection could not be made, or broke. */
    NETWORK(true, "The connection to the AI provider failed."),
    /** The stream ended before the answer did. */
    TRUNCATED(true, "The AI provider broke off the answer."),
    /** The provider sent something that is not an answer. */
    MALFORMED_RESPONSE(true, "The AI provider sent an answer that could not be read."),
    /** Somebody called {@link ChatCall#cancel()}. */
    CANCELLED(false, "The answer was cancelled."),
    /** This application's own limit is reached. */
    BUSY(true, "Too many answers are being written at this moment."),
    /** This application is going down. */
    SHUTTING_DOWN(true, "This application is shutting down."),
    /** The application instance that wrote the answer is gone. */
    INTERRUPTED(true, "The answer was interrupted."),
    /** There is no such stream to go on with. */
    STREAM_EXPIRED(false, "This answer is no longer available."),
    /** A tool of this application failed, and the answer could not go on without it. */
    TOOL_FAILED(false, "A tool of this application failed."),
    /** A fault of this library or of the application. */
    INTERNAL(false, "Something went wrong in this application.");

    private final boolean retryable;
    private final String text;

    ErrorCode(boolean retryable, String text) {
        this.retryable = retryable;
        this.text = text;
    }

    /** The name on the wire, such as {@code rate_limited}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the same request may succeed later, as far as the code alone can tell. */
    public boolean retryable() {
        return retryable;
    }

    /** Whether the provider, the account there or the way to it is at fault, not the request and not this application. */
    public boolean providerFault() {
        return switch (this) {
            case AUTHENTICATION,
                    PERMISSION_DENIED,
                    MODEL_NOT_FOUND,
                    RATE_LIMITED,
                    QUOTA_EXCEEDED,
                    OVERLOADED,
                    PROVIDER_ERROR,
                    TIMEOUT,
                    NETWORK,
                    TRUNCATED,
                    MALFORMED_RESPONSE -> true;
            case INVALID_REQUEST,
                    CONTEXT_LENGTH_EXCEEDED,
                    CONTENT_FILTERED,
                    CANCELLED,
                    BUSY,
                    SHUTTING_DOWN,
                    INTERRUPTED,
                    STREAM_EXPIRED,
                    TOOL_FAILED,
                    INTERNAL -> false;
        };
    }

    /**
     * The HTTP status that tells an application's own client what happened, where no stream has begun: 4xx where the request is
     * at fault or too much, 500 where this application is, 502 and 504 where the provider is, 503 where the same request may succeed later.
     */
    public int httpStatus() {
        return switch (this) {
            case INVALID_REQUEST, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTERED -> 400;
            case STREAM_EXPIRED -> 404;
            case BUSY -> 429;
            case TOOL_FAILED, INTERNAL -> 500;
            case AUTHENTICATION,
                    PERMISSION_DENIED,
                    MODEL_NOT_FOUND,
                    PROVIDER_ERROR,
                    NETWORK,
                    TRUNCATED,
                    MALFORMED_RESPONSE -> 502;
            case RATE_LIMITED, QUOTA_EXCEEDED, OVERLOADED, SHUTTING_DOWN, CANCELLED, INTERRUPTED -> 503;
            case TIMEOUT -> 504;
        };
    }

    /** A sentence for people that gives nothing away. */
    public String text() {
        return text;
    }
}
