package dev.aistreaming.chat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The only exception type that this library reports to applications.
 *
 * <p>{@link #getMessage()} is meant for logs: it includes the provider, the HTTP status, the provider's request id and its own
 * error message, with API keys masked. {@link #userMessage()} is meant for end users and contains nothing that came from the
 * provider.
 */
public final class AiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final boolean retryable;
    private final String userMessage;
    private final @Nullable String provider;
    private final @Nullable Integer status;
    private final @Nullable String requestId;
    private final @Nullable String providerMessage;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable ChatResponse partial;
    private final transient int unfinishedCharacters;

    private AiException(Builder builder) {
        super(builder.logMessage(), builder.cause);
        this.code = builder.code;
        this.retryable = builder.retryable;
        this.userMessage = builder.userMessage;
        this.provider = builder.provider;
        this.status = builder.status;
        this.requestId = builder.requestId;
        this.providerMessage = builder.providerMessage;
        this.retryAfter = builder.retryAfter;
        this.partial = builder.partial;
        this.unfinishedCharacters = 0;
    }

    private AiException(AiException error, @Nullable ChatResponse partial, int unfinishedCharacters) {
        super(error.getMessage(), error.getCause());
        setStackTrace(error.getStackTrace());
        for (Throwable suppressed : error.getSuppressed()) {
            addSuppressed(suppressed);
        }
        this.code = error.code;
        this.retryable = error.retryable;
        this.userMessage = error.userMessage;
        this.provider = error.provider;
        this.status = error.status;
        this.requestId = error.requestId;
        this.providerMessage = error.providerMessage;
        this.retryAfter = error.retryAfter;
        this.partial = partial;
        this.unfinishedCharacters = unfinishedCharacters;
    }

    /** Returns a builder for an error with this code. */
    public static Builder of(ErrorCode code) {
        return new Builder(code);
    }

    /**
     * Creates an {@link ErrorCode#INVALID_REQUEST} error.
     *
     * @param message names the offending field; may be shown to the user
     */
    public static AiException invalidRequest(String message) {
        return of(ErrorCode.INVALID_REQUEST).userMessage(message).build();
    }

    /** The kind of error. */
    public ErrorCode code() {
        return code;
    }

    /**
     * The HTTP status with which an application can report this error to its own client before a stream has begun: the status of
     * the {@linkplain ErrorCode#httpStatus() code}, except that {@code rate_limited} is 429 if no provider is involved, because
     * then one of this application's own limits was reached.
     */
    public int httpStatus() {
        return code == ErrorCode.RATE_LIMITED && provider == null ? 429 : code.httpStatus();
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** A sentence for end users, free of API keys, addresses and the provider's own error message. */
    public String userMessage() {
        return userMessage;
    }

    /** The name of the provider, or {@code null} if none was involved. */
    public @Nullable String provider() {
        return provider;
    }

    /** The HTTP status of the provider's response, or {@code null} if there was no response. */
    public @Nullable Integer status() {
        return status;
    }

    /** The provider's id for the request, to quote to the provider's support; {@code null} if it is unknown. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** The provider's own error message with API keys masked, at most 1,000 characters; {@code null} if there was none. */
    public @Nullable String providerMessage() {
        return providerMessage;
    }

    /** How long to wait before another attempt, or {@code null} if the provider did not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /**
     * The part of the answer that had arrived when the call failed or was cancelled: the text, the reasoning, all complete tool
     * calls, and the token usage as reported by the provider or, if it had not reported any, {@linkplain Usage#estimated()
     * estimated}. The finish reason is {@link FinishReason#OTHER} unless the provider had already given one. The partial answer
     * never appears in a message or a log, and it is not serialized.
     *
     * @return {@code null} if nothing had arrived, or if it is not known what had arrived
     */
    public @Nullable ChatResponse partial() {
        return partial;
    }

    /** The number of characters received for incomplete tool calls, which are not part of {@link #partial()} but were billed. */
    public int unfinishedCharacters() {
        return unfinishedCharacters;
    }

    /**
     * Returns the same error with a different partial answer.
     *
     * @param partial what had arrived; {@code null} to drop it, for an error that is to be kept longer than the answer
     */
    public AiException withPartial(@Nullable ChatResponse partial) {
        return withPartial(partial, unfinishedCharacters);
    }

    AiException withPartial(@Nullable ChatResponse partial, int unfinishedCharacters) {
        return unfinishedCharacters == this.unfinishedCharacters && Objects.equals(partial, this.partial)
                ? this
                : new AiException(this, partial, unfinishedCharacters);
    }

    /** Builds an {@link AiException}. */
    public static final class Builder {
        private static final int MAX_PROVIDER_MESSAGE = 1000;

        private final ErrorCode code;
        private boolean retryable;
        private String userMessage;
        private @Nullable String provider;
        private @Nullable Integer status;
        private @Nullable String requestId;
        private @Nullable String providerMessage;
        private @Nullable Duration retryAfter;
        private @Nullable ChatResponse partial;
        private @Nullable String asked;
        private @Nullable Throwable cause;

        private Builder(ErrorCode code) {
            this.code = code;
            this.retryable = code.retryable();
            this.userMessage = code.text();
        }

        /** Overrides the code's own {@link ErrorCode#retryable()}. */
        public Builder retryable(boolean retryable) {
            this.retryable = retryable;
            return this;
        }

        /** A sentence for end users, replacing the code's own {@link ErrorCode#text()}. */
        public Builder userMessage(String userMessage) {
            this.userMessage = userMessage;
            return this;
        }

        /** The name of the provider. */
        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        /** The HTTP status of the provider's response. */
        public Builder status(@Nullable Integer status) {
            this.status = status;
            return this;
        }

        /** The provider's id for the request. */
        public Builder requestId(@Nullable String requestId) {
            this.requestId = requestId;
            return this;
        }

        /** The provider's own error message, cut to 1,000 characters. The caller must already have masked any keys. */
        public Builder providerMessage(@Nullable String providerMessage) {
            this.providerMessage = providerMessage == null || providerMessage.length() <= MAX_PROVIDER_MESSAGE
                    ? providerMessage
                    : providerMessage.substring(0, MAX_PROVIDER_MESSAGE) + "...";
            return this;
        }

        /**
         * For the log: the model and the address of the request, such as {@code gpt-5-mini at https://...}, without credentials.
         */
        public Builder asked(@Nullable String asked) {
            this.asked = asked;
            return this;
        }

        /** How long to wait before another attempt. */
        public Builder retryAfter(@Nullable Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** The part of the answer that had arrived. */
        public Builder partial(@Nullable ChatResponse partial) {
            this.partial = partial;
            return this;
        }

        /** The underlying cause. */
        public Builder cause(@Nullable Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** Creates the exception. */
        public AiException build() {
            return new AiException(this);
        }

        private String logMessage() {
            StringBuilder message = new StringBuilder(code.wireName())
                    .append(": ")
                    .append(OneLine.of(userMessage, MAX_PROVIDER_MESSAGE));
            append(message, "provider", provider);
            append(message, "asked", asked);
            append(message, "status", status == null ? null : status.toString());
            append(message, "request id", requestId);
            append(message, "it said", providerMessage);
            return message.toString();
        }

        private static void append(StringBuilder message, String label, @Nullable String value) {
            if (value != null) {
                message.append(" [")
                        .append(label)
                        .append(": ")
                        .append(OneLine.of(value, MAX_PROVIDER_MESSAGE))
                        .append(']');
            }
        }
    }
}
