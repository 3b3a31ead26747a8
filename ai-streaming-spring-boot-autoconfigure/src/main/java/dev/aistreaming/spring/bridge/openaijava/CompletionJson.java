package dev.aistreaming.spring.bridge.openaijava;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Requests and chunks between JSON and openai-java's types, which keep what they have no field for. */
final class CompletionJson {

    private CompletionJson() {}

    /** The request that this body is. */
    static ChatCompletionCreateParams params(byte[] body) {
        try {
            return ChatCompletionCreateParams.builder()
                    .body(ObjectMappers.jsonMapper().readValue(body, ChatCompletionCreateParams.Body.class))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chunk as it came. */
    static byte[] of(ChatCompletionChunk chunk) {
        try {
            return ObjectMappers.jsonMapper().writeValueAsBytes(chunk);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
