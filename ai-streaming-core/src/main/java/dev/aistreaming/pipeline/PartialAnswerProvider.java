package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.ExpiringCall;
import dev.aistreaming.chat.StreamEvent;

/**
 * Adds what had arrived of an answer to a provider's errors if they do not report it themselves. This library's own providers do,
 * and should not be wrapped, because the answer would be held in memory twice.
 */
final class PartialAnswerProvider extends StagedProvider {

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     */
    PartialAnswerProvider(ChatProvider delegate) {
        super(delegate);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new Collecting(call, new AnswerSoFar(name()));
    }

    private static final class Collecting extends Stage implements ExpiringCall {
        private final AnswerSoFar answer;

        Collecting(ChatCall delegate, AnswerSoFar answer) {
            super(delegate);
            this.answer = answer;
        }

        @Override
        public void expire(ErrorCode why) {
            ExpiringCall.expire(delegate(), why);
        }

        @Override
        public void onEvent(StreamEvent event) {
            event.accept(answer);
            super.onEvent(event);
        }

        @Override
        public void onError(AiException error) {
            super.onError(answer.addTo(error));
        }
    }
}
