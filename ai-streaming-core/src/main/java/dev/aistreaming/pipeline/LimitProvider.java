package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;

/**
 * Refuses requests that are too long, and stops a provider that does not stop by itself. What had come of an answer that is
 * stopped is taken from {@link AiException#partial()}; a provider that does not tell it is to be wrapped by a
 * {@link PartialAnswerProvider}.
 */
final class LimitProvider extends StagedProvider {

    private final AnswerLimits limits;
    private final AnswerBudget budget;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param limits how long requests and answers may be
     */
    LimitProvider(ChatProvider delegate, AnswerLimits limits) {
        this(delegate, limits, AnswerBudget.UNLIMITED);
    }

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param limits how long requests and answers may be
     * @param budget how long all answers may be together; an answer beyond it ends with {@code busy}
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
                        "the request has " + length + " characters, and " + maxRequest + " are the limit");
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
