package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingCall;
import io.micrometer.observation.Observation;
import java.util.concurrent.atomic.AtomicInteger;

/** One call under observation, as a child of what is observed where it is started. */
final class ObservedCall extends ForwardingCall {

    private final ChatOperation operation;
    private final ObservedProvider provider;

    ObservedCall(ChatCall delegate, ChatOperation operation, ObservedProvider provider) {
        super(delegate);
        this.operation = operation;
        this.provider = provider;
    }

    @Override
    public void start(StreamListener listener) {
        Observation observation = provider.observe(operation).start();
        Observer observer = new Observer(observation, listener);
        Observation.Scope scope = observation.openScope();
        try {
            delegate().start(observer);
        } catch (Throwable e) {
            operation.failed(AiException.of(ErrorCode.INTERNAL).build());
            observer.endAfter(0);
            throw e;
        } finally {
            scope.close();
            observer.leave();
        }
    }

    private final class Observer extends OperationListener {
        private final Observation observation;

        /** The start and the call: an observation is stopped when its scope is closed, not before. */
        private final AtomicInteger open = new AtomicInteger(2);

        Observer(Observation observation, StreamListener listener) {
            super(operation, listener);
            this.observation = observation;
        }

        @Override
        void chunkAfter(long nanos) {}

        @Override
        void restarts(Restart restart) {
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

        void leave() {
            if (open.decrementAndGet() == 0) {
                observation.stop();
            }
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
