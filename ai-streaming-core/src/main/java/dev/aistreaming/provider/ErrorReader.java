package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.MalformedContentException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes an {@link AiException} of what a provider answered, with all that its response tells, keys masked. */
final class ErrorReader {

    /** OpenAI and Groq, Anthropic, Mistral, Azure, OpenRouter. */
    private static final List<String> REQUEST_ID_HEADERS =
            List.of("x-request-id", "request-id", "mistral-correlation-id", "apim-request-id", "x-generation-id");

    private final ProviderSettings settings;
    private final int status;
    private final Headers headers;

    ErrorReader(ProviderSettings settings, int status, Headers headers) {
        this.settings = settings;
        this.status = status;
        this.headers = headers;
    }

    /** The error that a body, or an event of a body, tells of. */
    AiException read(byte[] bytes, int offset, int length) {
        ProviderError found = ProviderError.read(bytes, offset, length);
        boolean success = status >= 200 && status < 300;
        Integer effective = success ? found.status : Integer.valueOf(status);
        ErrorClassifier.Verdict verdict = ErrorClassifier.classify(effective, found);
        AiException.Builder error = error(verdict.code())
                .retryable(shouldRetry().orElse(verdict.retryable()))
                .status(effective == null ? Integer.valueOf(status) : effective);
        if (found.message != null) {
            error.providerMessage(settings.mask(found.message));
        }
        if (requestId() == null && found.requestId != null) {
            error.requestId(found.requestId);
        }
        return error.retryAfter(RetryAfter.of(headers)).build();
    }

    /** An error of this code with what the response's head tells. */
    AiException.Builder error(ErrorCode code) {
        return AiException.of(code).provider(settings.name()).status(status).requestId(requestId());
    }

    AiException malformed(Throwable cause) {
        return error(ErrorCode.MALFORMED_RESPONSE)
                .providerMessage(cause.getMessage() == null ? null : settings.mask(cause.getMessage()))
                .build();
    }

    AiException notAnEventStream() {
        return error(ErrorCode.MALFORMED_RESPONSE)
                .providerMessage("no event stream but "
                        + headers.firstValue("content-type").orElse("no content type") + "; is base-url right?")
                .build();
    }

    AiException brokenConnection(Throwable cause) {
        if (cause instanceof MalformedContentException) {
            return malformed(cause);
        }
        return error(ErrorCode.NETWORK)
                .providerMessage(describe(cause))
                .cause(cause)
                .build();
    }

    /** There was no response at all. */
    static AiException connectionFailure(ProviderSettings settings, Throwable cause) {
        if (cause instanceof SocketTimeoutException) {
            return AiException.of(ErrorCode.TIMEOUT)
                    .userMessage("The AI provider could not be connected to in time.")
                    .provider(settings.name())
                    .cause(cause)
                    .build();
        }
        if (cause instanceof ProtocolException) { // the next attempt would meet the same
            return AiException.of(ErrorCode.MALFORMED_RESPONSE)
                    .provider(settings.name())
                    .providerMessage(describe(cause) + "; is base-url right?")
                    .cause(cause)
                    .build();
        }
        String authority = settings.baseUrl().getAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1); // without credentials
        String what = cause instanceof ConnectException ? "no connection to " + host + ": " : "";
        return AiException.of(ErrorCode.NETWORK)
                .provider(settings.name())
                .providerMessage(what + describe(cause))
                .cause(cause)
                .build();
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    boolean isEventStream() {
        return headers.firstValue("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("text/event-stream"))
                .orElse(true);
    }

    private Optional<Boolean> shouldRetry() {
        return headers.firstValue("x-should-retry").map(Boolean::valueOf);
    }

    private @Nullable String requestId() {
        for (String name : REQUEST_ID_HEADERS) {
            Optional<String> value = headers.firstValue(name);
            if (value.isPresent()) {
                return value.get();
            }
        }
        return null;
    }
}
