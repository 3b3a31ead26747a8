package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.Restart;
import io.micrometer.observation.Observation;
import java.util.concurrent.atomic.AtomicInteger;

/** One call under observation, as a child of what is observed where it is started. */
final class ObservedCall extends OperationStage {

    private final ChatOperation operation;
    private final ObservedProvider provider;
    private Observation observation = Observation.NOOP;

    /** The start and the call: an observation is stopped when its scope is closed, not before. */
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

    /** What a provider says of its failure may quote the question, and so may what caused it. */
    private static AiException withoutWordsOfOthers(AiException error) {
        return AiException.of(error.code())
                .provider(error.provider())
                .status(error.status())
                .requestId(error.requestId())
                .build();
    }
}
