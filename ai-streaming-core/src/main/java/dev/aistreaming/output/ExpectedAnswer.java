package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.pipeline.WholeAnswer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits for a complete object. */
public final class ExpectedAnswer {

    private ExpectedAnswer() {}

    /**
     * Makes a call and blocks until the object is complete.
     *
     * @param provider a provider with an {@link ExpectingProvider} in its pipeline
     * @throws AiException for every failure, including {@link ErrorCode#CANCELLED} if this thread is interrupted
     * @throws IllegalStateException if there is no {@link ExpectingProvider} in the pipeline
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
     * Combines the object with an answer that has completed.
     *
     * @param object {@code null} if the answer ended with tool calls for somebody else to handle
     * @throws AiException with {@link ErrorCode#MALFORMED_RESPONSE} if there is no object; its partial answer contains the calls
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
