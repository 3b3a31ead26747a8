package dev.aistreaming.spring.bridge.openaijava;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Converts requests and chunks between JSON and openai-java's types, which keep unknown fields. */
final class CompletionJson {

    private CompletionJson() {}

    /** Returns the request with this body. */
    static ChatCompletionCreateParams params(byte[] body) {
        try {
            return ChatCompletionCreateParams.builder()
                    .body(ObjectMappers.jsonMapper().readValue(body, ChatCompletionCreateParams.Body.class))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the chunk as it arrived. */
    static byte[] of(ChatCompletionChunk chunk) {
        try {
            return ObjectMappers.jsonMapper().writeValueAsBytes(chunk);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
