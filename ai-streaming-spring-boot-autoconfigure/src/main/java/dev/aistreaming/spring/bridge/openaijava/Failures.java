package dev.aistreaming.spring.bridge.openaijava;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.http.Headers;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.ForeignErrors;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Translates openai-java's exceptions to error codes: by the response, if there is one.
 *
 * @param errors masks keys in the messages
 */
record Failures(ForeignErrors errors) {

    AiException of(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof OpenAIServiceException response) {
            // an error in the middle of an answer has the status of the answer
            Integer status = failure instanceof SseException ? null : Integer.valueOf(response.statusCode());
            return errors.response(status, headers(response.headers()), body(response), failure);
        }
        if (failure instanceof OpenAIInvalidDataException) {
            return errors.error(ErrorCode.MALFORMED_RESPONSE, failure.getMessage(), failure);
        }
        return errors.failure(failure);
    }

    /** The exception contains only the value of the member {@code error}. */
    private static @Nullable String body(OpenAIServiceException response) {
        JsonValue error = response.body();
        if (error.isMissing() || error.isNull()) {
            return response.getMessage();
        }
        try {
            return ObjectMappers.jsonMapper().writeValueAsString(Map.of("error", error));
        } catch (JsonProcessingException e) {
            return response.getMessage();
        }
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> first = new HashMap<>();
        for (String name : headers.names()) {
            headers.values(name).stream().findFirst().ifPresent(value -> first.put(name, value));
        }
        return first;
    }
}
