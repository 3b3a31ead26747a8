package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.ExpiringCall;

/**
 * Estimates the tokens of answers that were stopped or broke off before the provider reported them, separately for each step and
 * attempt.
 */
final class UsageEstimateProvider extends StagedProvider {

    private final TokenRatios ratios;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param ratios learns from complete answers
     */
    UsageEstimateProvider(ChatProvider delegate, TokenRatios ratios) {
        super(delegate);
        this.ratios = ratios;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new Estimating(call, request, ratios);
    }

    private static final class Estimating extends Stage implements ExpiringCall {
        private final ChatRequest request;
        private final TokenRatios ratios;

        Estimating(ChatCall delegate, ChatRequest request, TokenRatios ratios) {
            super(delegate);
            this.request = request;
            this.ratios = ratios;
        }

        @Override
        protected boolean needsEvents() {
            return false;
        }

        @Override
        public void expire(ErrorCode why) {
            ExpiringCall.expire(delegate(), why);
        }

        @Override
        protected void completed(ChatResponse response) {
            ratios.learn(request, response);
        }

        @Override
        public void onError(AiException error) {
            super.onError(ratios.estimated(request, error));
        }
    }
}
