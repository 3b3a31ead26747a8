package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.thread.Threads;

/**
 * Ends calls that take too long. The timeout of an HTTP client is not enough, because it usually ends with the response headers,
 * while the answer arrives in the body.
 */
final class TimeoutProvider extends StagedProvider {

    private final Timeouts timeouts;
    private final Threads threads;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param timeouts the time limits
     * @param threads measure the time; not closed here
     */
    TimeoutProvider(ChatProvider delegate, Timeouts timeouts, Threads threads) {
        super(delegate);
        this.timeouts = timeouts;
        this.threads = threads;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new TimeoutCall(name(), call, timeouts, threads, System::nanoTime);
    }
}
