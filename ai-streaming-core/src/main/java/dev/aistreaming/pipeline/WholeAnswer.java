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

/** Waits for an answer in one piece. It comes over the same stream, so the same timeouts and errors apply. */
public final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * The answer, later. Cancelling the future cancels the call.
     *
     * @throws AiException with {@link ErrorCode#INVALID_REQUEST} for what the provider would refuse
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
     * The answer, on this thread.
     *
     * @throws AiException for every failure; {@link ErrorCode#CANCELLED} when this thread is interrupted
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

    /** Shows who waited: the error itself comes from another thread. */
    private static final class CallerTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CallerTrace() {
            super("waited for here");
        }
    }
}
