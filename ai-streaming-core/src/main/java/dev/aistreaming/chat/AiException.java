package dev.aistreaming.chat;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of this library.
 *
 * <p>{@link #getMessage()} is for logs: it has the provider, its status, its request id and its own words, with keys masked.
 * {@link #userMessage()} is for the people who asked: it holds nothing of the provider's.
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

    /** A builder for an error of this code. */
    public static Builder of(ErrorCode code) {
        return new Builder(code);
    }

    /** {@link ErrorCode#INVALID_REQUEST} with a text that names the field and may be shown to the user. */
    public static AiException invalidRequest(String message) {
        return of(ErrorCode.INVALID_REQUEST).userMessage(message).build();
    }

    /** What went wrong. */
    public ErrorCode code() {
        return code;
    }

    /**
     * The HTTP status that tells an application's own client what happened, where no stream has begun: that of the {@linkplain
     * ErrorCode#httpStatus code}, and 429 for a {@code rate_limited} that is of no provider, but of this application's own limits.
     */
    public int httpStatus() {
        return code == ErrorCode.RATE_LIMITED && provider == null ? 429 : code.httpStatus();
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** A sentence for people, without keys, addresses or the provider's own words. */
    public String userMessage() {
        return userMessage;
    }

    /** The name of the provider, where one was involved. */
    public @Nullable String provider() {
        return provider;
    }

    /** The HTTP status of the provider's answer, where there was one. */
    public @Nullable Integer status() {
        return status;
    }

    /** The provider's id of the request, for its support. */
    public @Nullable String requestId() {
        return requestId;
    }

    /** The provider's own words, keys masked, at most 1,000 characters. */
    public @Nullable String providerMessage() {
        return providerMessage;
    }

    /** How long to wait before a new attempt, where the provider said so. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /**
     * What of the answer had arrived when the call failed or was cancelled: the text, the reasoning, those tool calls of which
     * nothing is missing, and the usage as the provider had told it or, where it had not, {@linkplain Usage#estimated()
     * estimated}. Its finish reason is {@link FinishReason#OTHER}
     * unless the provider had told one. No message and no log shows it, and it is not serialized.
     *
     * @return {@code null} where nothing had arrived, or where nobody knows
     */
    public @Nullable ChatResponse partial() {
        return partial;
    }

    /** How many characters had arrived of tool calls that are not whole, and so no part of {@link #partial()}; they were paid for. */
    public int unfinishedCharacters() {
        return unfinishedCharacters;
    }

    /**
     * The same error with another half answer.
     *
     * @param partial what had arrived; {@code null} for an error that is kept longer than the answer should be
     */
    public AiException withPartial(@Nullable ChatResponse partial) {
        return withPartial(partial, unfinishedCharacters);
    }

    AiException withPartial(@Nullable ChatResponse partial, int unfinishedCharacters) {
        return unfinishedCharacters == this.unfinishedCharacters && Objects.equals(partial, this.partial)
                ? this
                : new AiException(this, partial, unfinishedCharacters);
    }

    /** Collects an {@link AiException}. */
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

        /** Instead of what the code alone tells. */
        public Builder retryable(boolean retryable) {
            this.retryable = retryable;
            return this;
        }

        /** A sentence for people, instead of the code's. */
        public Builder userMessage(String userMessage) {
            this.userMessage = userMessage;
            return this;
        }

        /** The name of the provider. */
        public Builder provider(@Nullable String provider) {
            this.provider = provider;
            return this;
        }

        /** The HTTP status of the provider's answer. */
        public Builder status(@Nullable Integer status) {
            this.status = status;
            return this;
        }

        /** The provider's id of the request. */
        public Builder requestId(@Nullable String requestId) {
            this.requestId = requestId;
            return this;
        }

        /** The provider's own words; the caller has masked keys. */
        public Builder providerMessage(@Nullable String providerMessage) {
            this.providerMessage = providerMessage == null || providerMessage.length() <= MAX_PROVIDER_MESSAGE
                    ? providerMessage
                    : providerMessage.substring(0, MAX_PROVIDER_MESSAGE) + "...";
            return this;
        }

        /** For the log: what was asked and where, such as {@code gpt-5-mini at https://...}; without credentials. */
        public Builder asked(@Nullable String asked) {
            this.asked = asked;
            return this;
        }

        /** How long to wait before a new attempt. */
        public Builder retryAfter(@Nullable Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** What of the answer had arrived. */
        public Builder partial(@Nullable ChatResponse partial) {
            this.partial = partial;
            return this;
        }

        /** What caused it. */
        public Builder cause(@Nullable Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** The exception. */
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
