package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import dev.aistreaming.provider.ChatCompletionChunks;
import dev.aistreaming.provider.PushedAnswer;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Handles the chunks of one answer. openai-java reports a body without its terminator as complete, so an answer without a finish reason
 * counts as cut off.
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
            throw new CancellationException("nobody wants the rest"); // an exception of a handler closes the stream
        }
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
        error.ifPresentOrElse(failure -> answer.failed(failures.of(failure)), answer::completed);
    }
}
