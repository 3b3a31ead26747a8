package dev.aistreaming.spring.bridge.openaijava;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.aistreaming.provider.ChatCompletionChunks;
import dev.aistreaming.provider.PushedAnswer;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Tells the chunks of one answer. openai-java calls a body whole that ends without its terminator; without a finish reason it is none.
 */
record ChunkHandler(PushedAnswer answer, ChatCompletionChunks chunks, Failures failures)
        implements AsyncStreamResponse.Handler<ChatCompletionChunk> {

    @Override
    public void onNext(ChatCompletionChunk chunk) {
        if (answer.ended()) {
            throw new CancellationException("nobody wants the rest"); // what a handler throws closes the stream
        }
        try {
            answer.chunk(chunks, CompletionSource.json(chunk));
        } catch (JsonProcessingException e) {
            throw failures.internal(e);
        }
        answer.flush();
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
        error.ifPresentOrElse(failure -> answer.failed(failures.of(failure)), answer::completed);
    }
}
