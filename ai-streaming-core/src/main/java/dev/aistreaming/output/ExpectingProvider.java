package dev.aistreaming.output;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;

/**
 * Ensures that an answer is what its request {@linkplain Expectation expects}: parses and checks the text of the last step, and
 * delivers the object as {@link dev.aistreaming.chat.StreamEvent.ObjectReady}. An answer that was cut off ends with
 * {@code truncated}, a refusal with {@code content_filtered}, and anything else with {@code malformed_response}. An answer that
 * ends with tool calls for somebody else to handle is not complete yet and passes unchecked.
 *
 * <p>Place it outside of tools and limits, and inside of the total timeout: see {@link dev.aistreaming.pipeline.Pipeline#whole}. It
 * has no effect on requests without an expectation.
 */
public final class ExpectingProvider extends StagedProvider {

    private final RetryPolicy retry;
    private final Threads threads;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param retry limits the attempts if an answer is malformed and has not been shown; there is no delay between them
     * @param threads check answers; not closed here
     */
    public ExpectingProvider(ChatProvider delegate, RetryPolicy retry, Threads threads) {
        super(delegate);
        this.retry = retry;
        this.threads = threads;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        Expectation<?> expectation = Expectation.of(request);
        return expectation == null ? call : around(call, request, expectation);
    }

    private <T> ChatCall around(ChatCall call, ChatRequest request, Expectation<T> expectation) {
        AnswerCheck<T> check = new AnswerCheck<>(expectation, () -> delegate().newCall(request), retry.maxAttempts());
        return new ExpectingCall(call, check, expectation, threads);
    }
}
