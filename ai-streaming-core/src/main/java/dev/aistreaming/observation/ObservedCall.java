package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.Restart;
import io.micrometer.observation.Observation;
import java.util.concurrent.atomic.AtomicInteger;

/** Observes one call, as a child of the observation that is current when it is started. */
final class ObservedCall extends OperationStage {

    private final ChatOperation operation;
    private final ObservedProvider provider;
    private Observation observation = Observation.NOOP;

    /** Counts the start and the call itself: an observation may only be stopped after its scope is closed. */
    private final AtomicInteger open = new AtomicInteger(2);

    ObservedCall(ChatCall delegate, ChatOperation operation, ObservedProvider provider) {
        super(delegate, operation);
        this.operation = operation;
        this.provider = provider;
    }

    @Override
    protected void begin() {
        observation = provider.observe(operation).start();
        Observation.Scope scope = observation.openScope();
        try {
            super.begin();
        } finally {
            scope.close();
            leave();
        }
    }

    @Override
    void chunkAfter(long nanos) {}

    @Override
    protected void restarted(Restart restart) {
        observation.event(Observation.Event.of(
                "retry", "retry after " + restart.cause().code().wireName()));
    }

    @Override
    void endAfter(long nanos) {
        AiException error = operation.error();
        if (error != null && provider.isFailure(error.code())) {
            observation.error(withoutWordsOfOthers(error));
        }
        leave();
    }

    private void leave() {
        if (open.decrementAndGet() == 0) {
            observation.stop();
        }
    }

    /** A provider's error message may quote the request, and so may its cause. */
    private static AiException withoutWordsOfOthers(AiException error) {
        return AiException.of(error.code())
                .provider(error.provider())
                .status(error.status())
                .requestId(error.requestId())
                .build();
    }
}
