package dev.aistreaming.output;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.RetryPolicy;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.thread.Threads;

/**
 * Sees to it that an answer is what a request {@linkplain Expectation expects}: reads the text of its last step, checks it, and
 * tells of the object with {@link dev.aistreaming.chat.StreamEvent.ObjectReady}. An answer that was cut off ends with {@code
 * truncated}, one that was refused with {@code content_filtered}, and one that is something else with {@code malformed_response}. An
 * answer that ends with calls of tools for somebody else is none yet, and passes.
 *
 * <p>Belongs outside of tools and limits, and inside of the total time: see {@link dev.aistreaming.pipeline.Pipeline#whole}. A
 * request that expects nothing passes it by.
 */
public final class ExpectingProvider extends StagedProvider {

    private final RetryPolicy retry;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param retry how often a malformed answer that nobody has seen is asked for; it is not waited for
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
