package dev.aistreaming.chat;

import java.util.Locale;

/** The kinds of error, independent of the provider. The names are part of the wire format and do not change. */
public enum ErrorCode {
    /** The provider rejected the API key or credentials. */
    AUTHENTICATION(false, "The AI provider did not accept this application's credentials."),
    /** The credentials are valid but lack permission. */
    PERMISSION_DENIED(false, "This application may not use the AI provider for this."),
    /** The provider or this library rejected the request as invalid. */
    INVALID_REQUEST(false, "The AI provider did not accept the request."),
    /** The conversation does not fit into the model's context window. */
    CONTEXT_LENGTH_EXCEEDED(false, "The conversation is too long for the AI model."),
    /** The provider does not know the model. */
    MODEL_NOT_FOUND(false, "The AI provider does not know the model."),
    /** The provider's content filter rejected the request. */
    CONTENT_FILTERED(false, "The AI provider's content filter stopped the request."),
    /** Too many requests or tokens in a short time. */
    RATE_LIMITED(true, "The AI provider takes no more requests just now."),
    /** The account's budget is used up. */
    QUOTA_EXCEEDED(false, "This application's budget at the AI provider is used up."),
    /** The provider has no capacity at the moment. */
    OVERLOADED(true, "The AI provider is overloaded."),
    /** The provider failed internally. */
    PROVIDER_ERROR(true, "The AI provider had an error."),
    /** A timeout expired. */
    TIMEOUT(true, "The AI provider did not answer in time."),
    /** The connection could not be established, or it broke. */
    NETWORK(true, "The connection to the AI provider failed."),
    /** The stream ended before the answer was complete. */
    TRUNCATED(true, "The AI provider broke off the answer."),
    /** The provider sent a response that could not be understood. */
    MALFORMED_RESPONSE(true, "The AI provider sent an answer that could not be read."),
    /** The call was cancelled with {@link ChatCall#cancel()}. */
    CANCELLED(false, "The answer was cancelled."),
    /** A limit of this application was reached. */
    BUSY(true, "Too many answers are being written at this moment."),
    /** This application is shutting down. */
    SHUTTING_DOWN(true, "This application is shutting down."),
    /** The application instance that was writing the answer is gone. */
    INTERRUPTED(true, "The answer was interrupted."),
    /** The stream to be resumed does not exist or no longer exists. */
    STREAM_EXPIRED(false, "This answer is no longer available."),
    /** A tool of this application failed, and the answer could not continue without it. */
    TOOL_FAILED(false, "A tool of this application failed."),
    /** A bug in this library or in the application. */
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

    /**
     * Whether the fault lies with the provider, the account or the connection, rather than with the request or this application.
     */
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
     * The HTTP status with which an application can report this error to its own client before a stream has begun: 4xx if the
     * request is at fault or exceeds a limit, 500 if the application is at fault, 502 or 504 if the provider is, and 503 if the
     * same request may succeed later.
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

    /** A sentence for end users that reveals no internals. */
    public String text() {
        return text;
    }
}
