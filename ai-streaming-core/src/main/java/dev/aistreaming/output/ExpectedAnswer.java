package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.WholeAnswer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for an object in one piece. */
public final class ExpectedAnswer {

    private ExpectedAnswer() {}

    /**
     * The object, on this thread.
     *
     * @param provider has an {@link ExpectingProvider} in its pipeline
     * @throws AiException for every failure; {@link ErrorCode#CANCELLED} when this thread is interrupted
     * @throws IllegalStateException where nothing on the way of the request has looked at the answer
     */
    public static <T> Expected<T> await(ChatProvider provider, ChatRequest request, ExpectedType<T> type) {
        AtomicReference<T> object = new AtomicReference<>();
        Expectation<T> expectation = new Expectation<>(type, object::set, null, false);
        ChatResponse response = WholeAnswer.await(
                provider, expectation.addTo(request.toBuilder()).build());
        if (object.get() == null && response.toolCalls().isEmpty()) {
            throw new IllegalStateException("there is no ExpectingProvider in the pipeline of " + provider.name());
        }
        return of(object.get(), response);
    }

    /**
     * The object of an answer that has ended well.
     *
     * @param object {@code null} where the answer ended with calls of tools for somebody else
     * @throws AiException with {@link ErrorCode#MALFORMED_RESPONSE} where there is none; its partial answer has the calls
     */
    public static <T> Expected<T> of(@Nullable T object, ChatResponse response) {
        if (object == null) {
            throw AiException.of(ErrorCode.MALFORMED_RESPONSE)
                    .provider(response.provider())
                    .userMessage("The AI model asked for a tool instead of answering.")
                    .retryable(false)
                    .partial(response)
                    .build();
        }
        return new Expected<>(object, response);
    }
}
