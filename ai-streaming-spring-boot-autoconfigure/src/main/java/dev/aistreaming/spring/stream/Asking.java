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
 * Who is asked, and who is told how it ends.
 *
 * @param onComplete told of a whole answer
 * @param onError told of one that failed
 */
record Asking(StreamingAiService service, Callbacks<ChatResponse> onComplete, Callbacks<AiException> onError) {

    /** @param within the conversation that it belongs to; {@code null}: none */
    static Asking of(
            StreamingAiService service,
            Callbacks<ChatResponse> onComplete,
            Callbacks<AiException> onError,
            @Nullable ConversationKey within) {
        Asking asking = new Asking(service, onComplete, onError);
        return within == null ? asking : asking.within(service.conversations().task(within));
    }

    /** Within a conversation, which saves the answer before the application is told of it. */
    private Asking within(ConversationTask conversation) {
        return new Asking(
                service.within(conversation),
                Callbacks.<ChatResponse>none().and(conversation::completed).and(onComplete),
                Callbacks.<AiException>none()
                        .and(error -> failed(conversation, error))
                        .and(onError));
    }

    /** The answer has failed already, and the log has it where this fails, too. */
    private static void failed(ConversationTask conversation, AiException error) {
        try {
            conversation.failed(error);
        } catch (AiException unsaved) {
            error.addSuppressed(unsaved);
        }
    }

    /** The answer in one piece. */
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
