package dev.aistreaming.format;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.sse.SseEncoder;

/** An error in OpenAI's format. */
final class OpenAiError {

    private OpenAiError() {}

    static void write(SseEncoder out, String text, ErrorCode code) {
        out.literal("{\"error\":{\"message\":").jsonString(text);
        out.literal(",\"type\":\"").literal(type(code));
        out.literal("\",\"param\":null,\"code\":").jsonString(code.wireName()).literal("}}");
    }

    /** If the provider rejects the API key, the application is at fault, not the client's request. */
    private static String type(ErrorCode code) {
        return switch (code) {
            case INVALID_REQUEST, CONTEXT_LENGTH_EXCEEDED, CONTENT_FILTERED, MODEL_NOT_FOUND, STREAM_EXPIRED ->
                "invalid_request_error";
            case RATE_LIMITED, BUSY -> "rate_limit_error";
            case QUOTA_EXCEEDED -> "insufficient_quota";
            case AUTHENTICATION,
                    PERMISSION_DENIED,
                    OVERLOADED,
                    PROVIDER_ERROR,
                    TIMEOUT,
                    NETWORK,
                    TRUNCATED,
                    MALFORMED_RESPONSE,
                    CANCELLED,
                    SHUTTING_DOWN,
                    INTERRUPTED,
                    TOOL_FAILED,
                    INTERNAL -> "api_error";
        };
    }

    /** The client has chosen the model, and sees limits as if they were its own. */
    static int status(ErrorCode code) {
        return switch (code) {
            case MODEL_NOT_FOUND -> 404;
            case RATE_LIMITED, QUOTA_EXCEEDED -> 429;
            default -> code.httpStatus();
        };
    }
}
