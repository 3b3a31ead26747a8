package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.ConnectTimeoutException;
import dev.aistreaming.http.Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Assigns codes to the failures of third-party client libraries, and removes keys from their messages: known keys, and anything
 * that looks like one.
 */
public final class ForeignErrors {

    private static final String MASK = "***";

    private static final int MAX_DEPTH = 20;

    /** Matches keys with a vendor's prefix, after a scheme, or after a name that announces one. */
    private static final Pattern LIKE_A_KEY =
            Pattern.compile("\\b(?:sk|rk|pk|gsk|xai|csk|hf|r8|nvapi|fw|pplx|key)[-_][\\w*-]{6,}"
                    + "|\\bAIza[\\w-]{20,}"
                    + "|(?<=\\bBearer )\\S+"
                    + "|(?<=\\bBasic )\\S+"
                    + "|(?i)(?<=(?:api[-_ ]?key|access_token|authorization)[\"']{0,1}[=:] {0,1}[\"']{0,1})[^\\s\"'&,;]{4,}"
                    + "|(?<=[?&]key=)[^\\s\"'&]+"
                    + "|(?<=://)[^/\\s@]+(?=@)");

    private final String provider;
    private final Secrets secrets;

    /**
     * @param provider the name of the provider that fails
     * @param secrets keys that the library may have, if they are known
     */
    public ForeignErrors(String provider, Collection<String> secrets) {
        this.provider = provider;
        this.secrets = new Secrets(null, secrets);
    }

    /**
     * Creates the error for an HTTP response that is not an answer, based on the provider's own error and then on its status.
     *
     * @param status the status; {@code null} if unknown
     * @param headers the response headers; may be empty
     * @param body the body as received, or what the library reports of it; {@code null} if there is none
     * @param cause the library's exception; {@code null} if there is none
     */
    public AiException response(
            @Nullable Integer status, Map<String, String> headers, @Nullable String body, @Nullable Throwable cause) {
        byte[] bytes = json(body).getBytes(StandardCharsets.UTF_8);
        ProviderError found = ProviderError.read(bytes, 0, bytes.length);
        Integer effective = status == null ? found.status : status;
        ErrorClassifier.Verdict verdict = ErrorClassifier.classify(effective, found);
        Headers fields = Headers.of(headers);
        Duration wait = RetryAfter.of(fields);
        String words = found.message == null ? body : found.message;
        return AiException.of(verdict.code())
                .provider(provider)
                .retryable(verdict.retryable())
                .status(effective)
                .requestId(fields.firstValue("x-request-id")
                        .or(() -> fields.firstValue("request-id"))
                        .map(this::masked)
                        .orElse(null))
                .providerMessage(words == null ? null : masked(words))
                .retryAfter(wait == null ? found.retryAfter : wait)
                .cause(cause == null ? null : masked(cause))
                .build();
    }

    /** Some libraries put the status before the body. */
    private static String json(@Nullable String body) {
        int brace = body == null ? -1 : body.indexOf('{');
        return body == null ? "" : brace < 0 ? body : body.substring(brace);
    }

    /**
     * Creates the error for a failure without a response: a network failure, a timeout, unreadable data, or a bug in the library or
     * the application.
     */
    public AiException failure(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause instanceof AiException error) {
                return ofAnother(error, failure);
            }
            ErrorCode code = code(cause);
            if (code != null) {
                return error(code, cause.getMessage(), failure);
            }
        }
        return error(ErrorCode.INTERNAL, failure.getMessage(), failure);
    }

    /** Translates the error of a nested call: its answer and its cancellation are not those of this call. */
    private AiException ofAnother(AiException error, Throwable failure) {
        if (error.code() == ErrorCode.CANCELLED) {
            return error(ErrorCode.INTERNAL, "a call within this one was cancelled", failure);
        }
        return error.partial() == null ? error : error.withPartial(null);
    }

    /** Creates an error with this code. */
    public AiException error(ErrorCode code, @Nullable String words, @Nullable Throwable cause) {
        return AiException.of(code)
                .provider(provider)
                .providerMessage(words == null ? null : masked(words))
                .cause(cause == null ? null : masked(cause))
                .build();
    }

    private static @Nullable ErrorCode code(Throwable cause) {
        if (cause instanceof ConnectTimeoutException
                || cause instanceof TimeoutException
                || cause instanceof InterruptedIOException
                || cause.getClass().getSimpleName().contains("Timeout")) {
            return ErrorCode.TIMEOUT;
        }
        if (cause instanceof JacksonException || cause.getClass().getName().startsWith("com.fasterxml.jackson.")) {
            return ErrorCode.MALFORMED_RESPONSE;
        }
        if (cause instanceof IOException
                || cause instanceof UnresolvedAddressException
                || cause instanceof ConnectException) {
            return ErrorCode.NETWORK;
        }
        return null;
    }

    /** Returns the text with keys masked. */
    public String masked(String text) {
        return LIKE_A_KEY.matcher(secrets.mask(text)).replaceAll(MASK);
    }

    /** Returns the failure, or {@code null} if one of its messages still contains something that looks like a key. */
    private @Nullable Throwable masked(Throwable failure) {
        Throwable masked = secrets.mask(failure);
        return showsAKey(masked, 0) ? null : masked;
    }

    /** Checks the failure, its causes and suppressed exceptions, all of which appear in the log. A chain that is too deep counts as unsafe. */
    private static boolean showsAKey(Throwable failure, int depth) {
        if (depth == MAX_DEPTH || LIKE_A_KEY.matcher(failure.toString()).find()) {
            return true;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (showsAKey(suppressed, depth + 1)) {
                return true;
            }
        }
        Throwable cause = failure.getCause();
        return cause != null && showsAKey(cause, depth + 1);
    }
}
