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
public final class LimitProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final AnswerLimits limits;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param limits how long requests and answers may be
     */
    public LimitProvider(ChatProvider delegate, AnswerLimits limits) {
        this.delegate = delegate;
        this.limits = limits;
    }

    @Override
    public String name() {
        return delegate.name();
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
        ChatCall call = delegate.newCall(request);
        boolean unlimited = limits.maxAnswerCharacters() == null && limits.maxToolCalls() == null;
        return unlimited ? call : new LimitCall(delegate.name(), call, limits);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
