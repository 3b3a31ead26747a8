package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a call again that failed before it delivered anything, where the error says that this may help. */
public final class RetryProvider implements ChatProvider {

    private static final Logger log = LoggerFactory.getLogger(RetryProvider.class);

    private final ChatProvider delegate;
    private final RetryPolicy policy;
    private final Threads threads;

    /**
     * A decorator.
     *
     * @param delegate makes the calls
     * @param policy when to make another
     * @param threads waits between them; not closed here
     */
    public RetryProvider(ChatProvider delegate, RetryPolicy policy, Threads threads) {
        this.delegate = delegate;
        this.policy = policy;
        this.threads = threads;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new RestartableCall(delegate.newCall(request), new Attempts(request), threads);
    }

    private final class Attempts implements RestartableCall.Plan {
        private final ChatRequest request;
        private int made = 1;

        Attempts(ChatRequest request) {
            this.request = request;
        }

        @Override
        public RestartableCall.@Nullable Next after(AiException error) {
            Duration wait = policy.waitAfter(error, made);
            if (wait == null) {
                return null;
            }
            made++;
            log.debug("Attempt {} in {} ms, after: {}", made, wait.toMillis(), error.getMessage());
            return new RestartableCall.Next(new Restart(name(), name(), wait, error), () -> delegate.newCall(request));
        }
    }

    @Override
    public String toString() {
        return delegate.toString();
    }
}
