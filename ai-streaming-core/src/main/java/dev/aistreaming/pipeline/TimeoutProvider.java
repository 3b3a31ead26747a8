package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.thread.Threads;

/** Ends calls that take too long. An HTTP client's own timeout ends at the response's head; the answer comes after it. */
final class TimeoutProvider extends StagedProvider {

    private final Timeouts timeouts;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param timeouts how long they may take
     * @param threads measures; not closed here
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
