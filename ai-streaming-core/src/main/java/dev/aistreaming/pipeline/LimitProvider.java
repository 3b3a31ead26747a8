package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/**
 * Rejects requests that are too long, and stops answers that are. What had arrived of a stopped answer is taken from {@link
 * AiException#partial()}; a provider that does not report it must be wrapped in a {@link PartialAnswerProvider}.
 */
final class LimitProvider extends StagedProvider {

    private final AnswerLimits limits;
    private final AnswerBudget budget;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param limits limits the size of requests and answers
     */
    LimitProvider(ChatProvider delegate, AnswerLimits limits) {
        this(delegate, limits, AnswerBudget.UNLIMITED);
    }

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param limits limits the size of requests and answers
     * @param budget limits the size of all answers together; an answer that exceeds it ends with {@code busy}
     */
    LimitProvider(ChatProvider delegate, AnswerLimits limits, AnswerBudget budget) {
        super(delegate);
        this.limits = limits;
        this.budget = budget;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Integer maxRequest = limits.maxRequestCharacters();
        if (maxRequest != null) {
            long length = RequestLength.of(request);
            if (length > maxRequest) {
                throw AiException.invalidRequest(
                        "the request has " + length + " characters, but the limit is " + maxRequest);
            }
        }
        return super.newCall(request);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        TokenShare share = TokenShare.of(request);
        boolean unlimited = share == null
                && limits.maxAnswerCharacters() == null
                && limits.maxToolCalls() == null
                && budget == AnswerBudget.UNLIMITED;
        return unlimited
                ? call
                : new LimitCall(name(), call, limits, budget, share == null ? null : share.count(request));
    }
}
