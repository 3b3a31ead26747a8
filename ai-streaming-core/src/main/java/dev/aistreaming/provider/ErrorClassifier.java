package dev.aistreaming.provider;

import dev.aistreaming.chat.ErrorCode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Assigns a code to a provider's error: first by its own type and code, then by status, and as a last resort by its message. */
final class ErrorClassifier {

    /** An error code, and whether to retry. */
    record Verdict(ErrorCode code, boolean retryable) {
        Verdict(ErrorCode code) {
            this(code, code.retryable());
        }
    }

    private record Rule(ErrorCode code, List<String> words) {
        boolean matches(String text) {
            return words.stream().anyMatch(text::contains);
        }
    }

    /** Searched in the error's type and code. The first matching rule counts. */
    private static final List<Rule> BY_TYPE = List.of(
            new Rule(
                    ErrorCode.QUOTA_EXCEEDED,
                    List.of("insufficient_quota", "billing", "credit", "insufficient_balance", "servicequotaexceeded")),
            new Rule(ErrorCode.CONTEXT_LENGTH_EXCEEDED, List.of("context_length", "context_window", "exceed_context")),
            new Rule(ErrorCode.MODEL_NOT_FOUND, List.of("model_not_found", "deploymentnotfound", "invalid_model")),
            new Rule(ErrorCode.CONTENT_FILTERED, List.of("content_filter", "content_policy", "moderation", "safety")),
            new Rule(
                    ErrorCode.AUTHENTICATION,
                    List.of(
                            "authentication",
                            "invalid_api_key",
                            "unauthorized",
                            "unrecognizedclient",
                            "expiredtoken",
                            "invalidsignature",
                            "incompletesignature")),
            new Rule(ErrorCode.PERMISSION_DENIED, List.of("permission", "forbidden")),
            new Rule(ErrorCode.RATE_LIMITED, List.of("rate_limit", "too_many_requests", "throttling")),
            new Rule(ErrorCode.OVERLOADED, List.of("overloaded", "capacity_exceeded", "unavailable")),
            // Bedrock, with status 424
            new Rule(ErrorCode.PROVIDER_ERROR, List.of("modelerrorexception", "modelstreamerror")));

    /** Searched in the error message if the status says only that the request is invalid. */
    private static final List<Rule> BY_WORDS = List.of(
            new Rule(ErrorCode.AUTHENTICATION, List.of("api key", "api_key", "apikey")),
            new Rule(
                    ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                    List.of(
                            "context length",
                            "context window",
                            "context size",
                            "too many tokens",
                            "prompt is too long",
                            "maximum context",
                            "exceeds the maximum number of tokens",
                            "input is too long")),
            new Rule(ErrorCode.QUOTA_EXCEEDED, List.of("credit balance", "insufficient balance", "quota")),
            new Rule(
                    ErrorCode.CONTENT_FILTERED,
                    List.of("content management policy", "content filter", "content policy", "safety system")));

    private ErrorClassifier() {}

    static Verdict classify(@Nullable Integer status, ProviderError error) {
        String kind = lower(error.type) + ' ' + lower(error.code);
        String words = lower(error.message);
        for (Rule rule : BY_TYPE) {
            if (rule.matches(kind)) {
                return rule.code() == ErrorCode.RATE_LIMITED ? rateLimited(words) : new Verdict(rule.code());
            }
        }
        if (status == null) {
            return withoutStatus(kind, words);
        }
        return switch (status) {
            case 400, 404, 413, 422 -> wrongRequest(status, words);
            case 401 -> new Verdict(ErrorCode.AUTHENTICATION);
            case 402 -> new Verdict(ErrorCode.QUOTA_EXCEEDED);
            case 403 -> new Verdict(ErrorCode.PERMISSION_DENIED);
            case 408, 409 -> new Verdict(ErrorCode.PROVIDER_ERROR);
            case 429 -> rateLimited(words);
            // 498: Groq's flex tier is at capacity; 529: Anthropic
            case 498, 503, 529 -> new Verdict(ErrorCode.OVERLOADED);
            default -> byFamily(status);
        };
    }

    /** A request that exceeds the rate limit on its own never succeeds. */
    private static Verdict rateLimited(String words) {
        return new Verdict(ErrorCode.RATE_LIMITED, !words.contains("request too large"));
    }

    private static Verdict byFamily(int status) {
        if (status >= 500) {
            return new Verdict(ErrorCode.PROVIDER_ERROR);
        }
        // redirects are not followed: the base URL is wrong, or another server is listening there
        return status >= 400 ? new Verdict(ErrorCode.INVALID_REQUEST) : new Verdict(ErrorCode.PROVIDER_ERROR, false);
    }

    private static Verdict withoutStatus(String kind, String words) {
        boolean wrong = kind.contains("invalid_request") || kind.contains("validation");
        if (wrong || kind.contains("not_found")) {
            return wrongRequest(kind.contains("not_found") ? 404 : 400, words);
        }
        return new Verdict(ErrorCode.PROVIDER_ERROR);
    }

    private static Verdict wrongRequest(int status, String words) {
        for (Rule rule : BY_WORDS) {
            if (rule.matches(words)) {
                return new Verdict(rule.code());
            }
        }
        boolean model = words.contains("model");
        boolean unknown = words.contains("not exist")
                || words.contains("not found")
                || words.contains("invalid model")
                || words.contains("model identifier is invalid")
                || words.contains("unknown")
                || words.contains("supported api model names");
        return new Verdict(model && (unknown || status == 404) ? ErrorCode.MODEL_NOT_FOUND : ErrorCode.INVALID_REQUEST);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
