package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.conversation.ConversationKey;
import dev.aistreaming.conversation.ConversationTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The service to ask, and the callbacks for the end of the answer.
 *
 * @param onComplete called with a complete answer
 * @param onError called with the error if the answer fails
 */
record Asking(StreamingAiService service, Callbacks<ChatResponse> onComplete, Callbacks<AiException> onError) {

    /** @param within the conversation that the answer belongs to; {@code null} if there is none */
    static Asking of(
            StreamingAiService service,
            Callbacks<ChatResponse> onComplete,
            Callbacks<AiException> onError,
            @Nullable ConversationKey within) {
        Asking asking = new Asking(service, onComplete, onError);
        return within == null ? asking : asking.within(service.conversations().task(within));
    }

    /** Returns the same within a conversation, which saves the answer before the application's callbacks run. */
    private Asking within(ConversationTask conversation) {
        return new Asking(
                service.within(conversation),
                Callbacks.<ChatResponse>none().and(conversation::completed).and(onComplete),
                Callbacks.<AiException>none()
                        .and(error -> failed(conversation, error))
                        .and(onError));
    }

    /** Reports a failed answer to the conversation. If that fails, too, the error is logged with the answer's own error. */
    private static void failed(ConversationTask conversation, AiException error) {
        try {
            conversation.failed(error);
        } catch (AiException unsaved) {
            error.addSuppressed(unsaved);
        }
    }

    /** Returns the complete answer. */
    ChatResponse run(ChatRequest request) {
        ChatResponse response;
        try {
            response = service.generate(request);
        } catch (Throwable e) {
            AiException error = e instanceof AiException known
                    ? known
                    : AiException.of(ErrorCode.INTERNAL).cause(e).build();
            tell(onError, error);
            throw error;
        }
        onComplete.accept(response);
        return response;
    }

    private static void tell(Consumer<AiException> onError, AiException error) {
        try {
            onError.accept(error);
        } catch (Throwable fault) {
            if (!fault.equals(error)) {
                error.addSuppressed(fault);
            }
        }
    }
}
