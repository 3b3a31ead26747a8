package dev.aistreaming.observation;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.Restart;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Measures one call. The meter for pieces is looked up only once. */
final class MeteredCall extends OperationStage {

    private final ChatOperation operation;
    private final CallMeters meters;
    private @Nullable Timer betweenChunks;
    private long lastChunk;

    MeteredCall(ChatCall delegate, ChatOperation operation, CallMeters meters) {
        super(delegate, operation);
        this.operation = operation;
        this.meters = meters;
    }

    @Override
    void chunkAfter(long nanos) {
        Timer between = betweenChunks;
        if (between == null) {
            meters.timeToFirstChunk(operation).record(nanos, TimeUnit.NANOSECONDS);
            betweenChunks = meters.timePerOutputChunk(operation);
        } else {
            between.record(nanos - lastChunk, TimeUnit.NANOSECONDS);
        }
        lastChunk = nanos;
    }

    @Override
    protected void restarted(Restart restart) {
        meters.retries(restart).increment();
    }

    @Override
    void endAfter(long nanos) {
        meters.duration(operation).record(nanos, TimeUnit.NANOSECONDS);
        meters.recordTokens(operation);
    }
}
