package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for a complete answer. It is received as a stream, so the same timeouts and errors apply. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * Starts a call. Cancelling the future cancels the call.
     *
     * @return completes with the answer, or exceptionally with an {@link AiException}
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} if the provider rejects the request beforehand
     */
    public static CompletableFuture<ChatResponse> start(ChatProvider provider, ChatRequest request) {
        ChatCall call = provider.newCall(request);
        Collector collector = new Collector();
        call.start(collector);
        var unused = collector.whenComplete((response, failure) -> {
            if (failure instanceof CancellationException) {
                call.cancel();
            }
        });
        return collector;
    }

    /**
     * Makes a call and blocks until the answer is complete.
     *
     * @throws AiException for every failure, including {@link ErrorCode#CANCELLED} if this thread is interrupted
     */
    public static ChatResponse await(ChatProvider provider, ChatRequest request) {
        CompletableFuture<ChatResponse> answer = start(provider, request);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw AiException.of(ErrorCode.CANCELLED)
                    .provider(provider.name())
                    .cause(e)
                    .build();
        } catch (ExecutionException e) {
            AiException error = (AiException) Objects.requireNonNull(e.getCause());
            error.addSuppressed(new CallerTrace());
            throw error;
        }
    }

    private static final class Collector extends CompletableFuture<ChatResponse> implements StreamListener {
        @Override
        public void onEvent(StreamEvent event) {}

        @Override
        public void onComplete(ChatResponse response) {
            complete(response);
        }

        @Override
        public void onError(AiException error) {
            completeExceptionally(error);
        }
    }

    /** Records the stack trace of the waiting thread, since the error itself comes from another one. */
    private static final class CallerTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallerTrace() {
            super("waited for here");
        }
    }
}
