package dev.aistreaming.spring.bridge.openaijava;

import com.openai.client.OpenAIClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.provider.ChatCompletions;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.PushedAnswer;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One answer of openai-java. The protocol itself writes the request and reads each chunk, so nothing is lost that the library has no type
 * for.
 */
final class CompletionSource implements PushSource {

    private final OpenAIClientAsync client;
    private final ChatCompletions completions;
    private final ChatCompletionCreateParams params;
    private final Failures failures;
    private final Executor readers;

    private CompletionSource(
            OpenAIClientAsync client,
            ChatCompletions completions,
            ChatCompletionCreateParams params,
            Failures failures,
            Executor readers) {
        this.client = client;
        this.completions = completions;
        this.params = params;
        this.failures = failures;
        this.readers = readers;
    }

    /** @throws AiException with {@link ErrorCode#INVALID_REQUEST}, naming what cannot be sent */
    static CompletionSource of(
            OpenAIClientAsync client,
            ChatCompletions completions,
            ChatRequest request,
            Failures failures,
            Executor readers) {
        return new CompletionSource(
                client, completions, CompletionJson.params(completions.body(request)), failures, readers);
    }

    /** Only the client's options know it, and they can be read only while a copy of them is changed. */
    static URI baseUrl(OpenAIClientAsync client) {
        AtomicReference<String> url = new AtomicReference<>("https://api.openai.com/v1");
        client.withOptions(options -> url.set(options.build().baseUrl()));
        return URI.create(url.get());
    }

    @Override
    public void start(PushedAnswer answer) {
        try {
            AsyncStreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params);
            Reading reading = new Reading(stream, readers);
            answer.attached(reading);
            stream.subscribe(new ChunkHandler(answer, completions.newChunks(), reading, failures), reading);
        } catch (RuntimeException e) {
            throw failures.of(e);
        }
    }
}
