package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.thread.Threads;

/** Ends calls that take too long. An HTTP client's own timeout ends at the response's head; the answer comes after it. */
public final class TimeoutProvider implements ChatProvider {

    private final ChatProvider delegate;
    private final Timeouts timeouts;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param timeouts how long they may take
     * @param threads measures; not closed here
     */
    public TimeoutProvider(ChatProvider delegate, Timeouts timeouts, Threads threads) {
        this.delegate = delegate;
        this.timeouts = timeouts;
        this.threads = threads;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new TimeoutCall(delegate.name(), delegate.newCall(request), timeouts, threads, System::nanoTime);
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
