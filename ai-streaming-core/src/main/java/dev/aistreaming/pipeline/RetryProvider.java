package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Retries calls that failed before they delivered anything, if the error indicates that a retry may help. */
final class RetryProvider extends StagedProvider {

    private static final Logger log = LoggerFactory.getLogger(RetryProvider.class);

    private final RetryPolicy policy;
    private final Threads threads;

    /**
     * Creates the decorator.
     *
     * @param delegate makes the calls
     * @param policy decides when to retry
     * @param threads wait between attempts; not closed here
     */
    RetryProvider(ChatProvider delegate, RetryPolicy policy, Threads threads) {
        super(delegate);
        this.policy = policy;
        this.threads = threads;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return new CallChain(call, new Attempts(request), threads);
    }

    private final class Attempts implements CallChain.Plan {
        private final ChatRequest request;
        private int made = 1;

        Attempts(ChatRequest request) {
            this.request = request;
        }

        @Override
        public boolean holdsBack(StreamEvent event) {
            return event instanceof StreamEvent.Started;
        }

        @Override
        public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
            Duration wait = delivered ? null : policy.waitAfter(error, made);
            return wait == null ? null : () -> again(wait, error);
        }

        private CallChain.Next again(Duration wait, AiException error) {
            made++;
            log.debug("Attempt {} in {} ms, after: {}", made, wait.toMillis(), error.getMessage());
            Restart restart = new Restart(name(), name(), wait, error);
            return new CallChain.Next(restart, () -> delegate().newCall(request));
        }
    }
}
