package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;

/**
 * Refuses requests that are too long, and stops a provider that does not stop by itself. What had come of an answer that is
 * stopped is taken from {@link AiException#partial()}; a provider that does not tell it is to be wrapped by a
 * {@link PartialAnswerProvider}.
 */
final class LimitProvider extends StagedProvider {

    private final AnswerLimits limits;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param limits how long requests and answers may be
     */
    LimitProvider(ChatProvider delegate, AnswerLimits limits) {
        super(delegate);
        this.limits = limits;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        Integer maxRequest = limits.maxRequestCharacters();
        if (maxRequest != null) {
            long length = length(request);
            if (length > maxRequest) {
                throw AiException.invalidRequest(
                        "the request has " + length + " characters, and " + maxRequest + " are the limit");
            }
        }
        return super.newCall(request);
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        boolean unlimited = limits.maxAnswerCharacters() == null && limits.maxToolCalls() == null;
        return unlimited ? call : new LimitCall(name(), call, limits);
    }

    private static long length(ChatRequest request) {
        long length = request.system() == null ? 0 : request.system().length();
        for (Message message : request.messages()) {
            length += message.text().length();
        }
        return length;
    }
}
