package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.aistreaming.provider.ChatCompletionChunks;
import dev.aistreaming.provider.PushedAnswer;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Tells the chunks of one answer. openai-java calls a body whole that ends without its terminator; without a finish reason it is none.
 */
record ChunkHandler(PushedAnswer answer, ChatCompletionChunks chunks, Reading reading, Failures failures)
        implements AsyncStreamResponse.Handler<ChatCompletionChunk> {

    @Override
    public void onNext(ChatCompletionChunk chunk) {
        boolean wanted = reading.tell(() -> {
            answer.chunk(chunks, CompletionJson.of(chunk));
            answer.flush();
        });
        if (!wanted) {
            throw new CancellationException("nobody wants the rest"); // what a handler throws closes the stream
        }
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
        error.ifPresentOrElse(failure -> answer.failed(failures.of(failure)), answer::completed);
    }
}
