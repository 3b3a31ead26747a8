package dev.aistreaming.spring.bridge.langchain4j;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.ForeignErrors;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.RetriableException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Translates LangChain4j's exceptions to error codes. If there is a response, its status and body say more than the type of the
 * exception.
 *
 * @param errors masks keys in the messages
 */
record Failures(ForeignErrors errors) {

    private static final int MAX_CAUSES = 20;

    AiException of(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < MAX_CAUSES; cause = cause.getCause(), depth++) {
            if (cause instanceof HttpException response) {
                return errors.response(response.statusCode(), Map.of(), response.getMessage(), failure);
            }
        }
        if (isEvent(failure)) {
            return errors.response(null, Map.of(), failure.getMessage(), failure);
        }
        ErrorCode code = code(failure);
        return code == null ? errors.failure(failure) : errors.error(code, failure.getMessage(), failure);
    }

    /** The event of an error is thrown as it arrived. */
    private static boolean isEvent(Throwable failure) {
        String message = failure.getMessage();
        boolean bare = failure.getClass() == RuntimeException.class || failure.getClass() == LangChain4jException.class;
        return bare && failure.getCause() == null && message != null && message.startsWith("{");
    }

    private static @Nullable ErrorCode code(Throwable failure) {
        if (failure instanceof AuthenticationException) {
            return ErrorCode.AUTHENTICATION;
        }
        if (failure instanceof RateLimitException) {
            return ErrorCode.RATE_LIMITED;
        }
        if (failure instanceof TimeoutException) {
            return ErrorCode.TIMEOUT;
        }
        if (failure instanceof ContentFilteredException) {
            return ErrorCode.CONTENT_FILTERED;
        }
        if (failure instanceof ModelNotFoundException) {
            return ErrorCode.MODEL_NOT_FOUND;
        }
        if (failure instanceof UnresolvedModelServerException) {
            return ErrorCode.NETWORK;
        }
        // LangChain4j reports invalid arguments with the last of these
        if (failure instanceof InvalidRequestException
                || failure instanceof UnsupportedFeatureException
                || failure instanceof IllegalArgumentException) {
            return ErrorCode.INVALID_REQUEST;
        }
        return failure instanceof RetriableException ? ErrorCode.PROVIDER_ERROR : null;
    }
}
