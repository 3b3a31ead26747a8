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
 * Gives failures of a client library of somebody else's their codes, and takes keys out of their words: those that are known, and what
 * looks like one.
 */
public final class ForeignErrors {

    private static final String MASK = "***";

    private static final int MAX_DEPTH = 20;

    /** With a vendor's prefix, behind a scheme, or behind a name that says so. */
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
     * @param secrets keys that the library may have, where they are known
     */
    public ForeignErrors(String provider, Collection<String> secrets) {
        this.provider = provider;
        this.secrets = new Secrets(null, secrets);
    }

    /**
     * The error of an HTTP response that is none of an answer, by the provider's own words first, then by its status.
     *
     * @param status its status, where it is known
     * @param headers the response's fields, or none
     * @param body its body, as it came, or what the library tells of it
     * @param cause how the library tells it
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

    /** Libraries write a status before the body. */
    private static String json(@Nullable String body) {
        int brace = body == null ? -1 : body.indexOf('{');
        return body == null ? "" : brace < 0 ? body : body.substring(brace);
    }

    /** The error of a failure without a response: of the network, of time, of what cannot be read, or a fault of the library's or the application's. */
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

    /** Of a call that was made within this one: its answer is another, and so is who has cancelled it. */
    private AiException ofAnother(AiException error, Throwable failure) {
        if (error.code() == ErrorCode.CANCELLED) {
            return error(ErrorCode.INTERNAL, "a call within this one was cancelled", failure);
        }
        return error.partial() == null ? error : error.withPartial(null);
    }

    /** An error of this code. */
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

    /** The text without keys. */
    public String masked(String text) {
        return LIKE_A_KEY.matcher(secrets.mask(text)).replaceAll(MASK);
    }

    /** The failure, or {@code null} where a message in it still shows what looks like a key. */
    private @Nullable Throwable masked(Throwable failure) {
        Throwable masked = secrets.mask(failure);
        return showsAKey(masked, 0) ? null : masked;
    }

    /** It, its causes and what they have suppressed; all of that is in the log. What is too deep may. */
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
