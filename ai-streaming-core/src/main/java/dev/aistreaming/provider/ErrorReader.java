package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.AddressRefusedException;
import dev.aistreaming.http.ConnectTimeoutException;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.MalformedContentException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates an {@link AiException} from a provider's response, with everything that it tells, and with keys masked. */
final class ErrorReader {

    /** OpenAI and Groq, Anthropic, Mistral, Azure, OpenRouter, Cohere, AWS. */
    private static final List<String> REQUEST_ID_HEADERS = List.of(
            "x-request-id",
            "request-id",
            "mistral-correlation-id",
            "apim-request-id",
            "x-generation-id",
            "x-debug-trace-id",
            "x-amzn-requestid");

    private final ProviderSettings settings;
    private final Asked asked;
    private final int status;
    private final Headers headers;

    ErrorReader(ProviderSettings settings, Asked asked, int status, Headers headers) {
        this.settings = settings;
        this.asked = asked;
        this.status = status;
        this.headers = headers;
    }

    /** The name of the type of provider that answered. */
    String type() {
        return settings.type().typeName();
    }

    /** Reads the error in a body, or in an event of a body. */
    AiException read(byte[] bytes, int offset, int length) {
        return read(ProviderError.read(bytes, offset, length));
    }

    /** Reads the error in a body whose type is given separately, in the framing or in the head. */
    AiException read(byte[] bytes, int offset, int length, String type) {
        ProviderError found = ProviderError.read(bytes, offset, length);
        found.type = type;
        return read(found);
    }

    private AiException read(ProviderError found) {
        if (found.type == null) { // AWS: the name, followed by a colon and a URL
            found.type = headers.firstValue("x-amzn-errortype")
                    .map(type -> type.split(":", 2)[0])
                    .orElse(null);
        }
        boolean success = status >= 200 && status < 300;
        Integer effective = success ? found.status : Integer.valueOf(status);
        ErrorClassifier.Verdict verdict = ErrorClassifier.classify(effective, found);
        AiException.Builder error = error(verdict.code())
                .retryable(shouldRetry().orElse(verdict.retryable()))
                .status(effective == null ? Integer.valueOf(status) : effective);
        if (found.message != null) {
            error.providerMessage(masked(found.message));
        }
        if (requestId() == null && found.requestId != null) {
            error.requestId(masked(found.requestId));
        }
        Duration wait = RetryAfter.of(headers);
        return error.retryAfter(wait == null ? found.retryAfter : wait).build();
    }

    /** Starts an error with this code and the details from the response's head. */
    AiException.Builder error(ErrorCode code) {
        return AiException.of(code)
                .provider(settings.name())
                .asked(asked + hint(code))
                .status(status)
                .requestId(masked(requestId()));
    }

    private @Nullable String masked(@Nullable String text) {
        return text == null ? null : settings.secrets().mask(text);
    }

    /** A path that does not exist or that leads elsewhere usually means that the base URL lacks {@code /v1}. */
    private String hint(ErrorCode code) {
        boolean elsewhere = (status >= 300 && status < 400) || status == 404 || status == 405;
        return elsewhere && code != ErrorCode.MODEL_NOT_FOUND
                ? ", is base-url right? The vendor's own is " + settings.type().baseUrl()
                : "";
    }

    AiException malformed(Throwable cause) {
        return malformed(describe(cause));
    }

    AiException malformed(String why) {
        return error(ErrorCode.MALFORMED_RESPONSE).providerMessage(masked(why)).build();
    }

    /** There were events, but none of them belongs to the protocol. */
    AiException otherProtocol() {
        return malformed("no event of a provider of type '" + type() + "'; is its type right?");
    }

    /** @param framing describes the expected kind of body */
    AiException notA(String framing) {
        return malformed("no " + framing + " but "
                + headers.firstValue("content-type").orElse("no content type") + "; is base-url right?");
    }

    AiException brokenConnection(Throwable cause) {
        if (cause instanceof MalformedContentException) {
            return malformed(cause);
        }
        return error(ErrorCode.NETWORK)
                .providerMessage(masked(describe(cause)))
                .cause(settings.secrets().mask(cause))
                .build();
    }

    /** There was no response at all. */
    static AiException connectionFailure(ProviderSettings settings, Asked asked, Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return AiException.of(ErrorCode.TIMEOUT)
                    .userMessage("The AI provider could not be connected to in time.")
                    .provider(settings.name())
                    .asked(asked.toString())
                    .cause(settings.secrets().mask(cause))
                    .build();
        }
        if (cause instanceof ProtocolException) { // a retry would fail in the same way
            return AiException.of(ErrorCode.MALFORMED_RESPONSE)
                    .provider(settings.name())
                    .asked(asked.toString())
                    .providerMessage(settings.secrets().mask(describe(cause) + "; is base-url right?"))
                    .cause(settings.secrets().mask(cause))
                    .build();
        }
        boolean isRefused = cause instanceof AddressRefusedException;
        String what = cause instanceof ConnectException ? "no connection to " + asked.host() + ": " : "";
        return AiException.of(ErrorCode.NETWORK)
                .retryable(!isRefused)
                .provider(settings.name())
                .asked(asked.toString())
                .providerMessage(settings.secrets().mask(what + describe(cause)))
                .cause(settings.secrets().mask(cause))
                .build();
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Whether the content type contains this text. A response without a content type may be anything. */
    boolean isOf(String contentType) {
        return headers.firstValue("content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).contains(contentType))
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
