package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.pipeline.ForwardingListener;
import java.time.Duration;

/** Notes what happens to a call, before it passes it on. What one network read brings of an answer is one chunk. */
abstract class OperationListener extends ForwardingListener {

    private final ChatOperation operation;
    private final long startedAt = System.nanoTime();
    private boolean begun;
    private boolean chunk;

    OperationListener(ChatOperation operation, StreamListener listener) {
        super(listener);
        this.operation = operation;
    }

    /** Another piece of the answer has come, so many nanoseconds after the start. */
    abstract void chunkAfter(long nanos);

    /** The call is made again. */
    abstract void restarts(Restart restart);

    /** The call has ended, as the operation says, so many nanoseconds after its start. */
    abstract void endAfter(long nanos);

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Started started) {
            operation.answeredBy(started.model());
        } else if (!(event instanceof StreamEvent.Finished)) {
            chunk = true;
        }
        super.onEvent(event);
    }

    @Override
    public void onFlush() {
        if (chunk) {
            Recording.record(this::takeChunk);
        }
        super.onFlush();
    }

    private void takeChunk() {
        chunk = false;
        long nanos = nanos();
        if (!begun) {
            begun = true;
            operation.firstChunkAfter(Duration.ofNanos(nanos));
        }
        chunkAfter(nanos);
    }

    @Override
    public void onRestart(Restart restart) {
        Recording.record(() -> restarts(restart));
        super.onRestart(restart);
    }

    @Override
    public void onComplete(ChatResponse response) {
        Recording.record(() -> complete(response));
        super.onComplete(response);
    }

    private void complete(ChatResponse response) {
        if (chunk) {
            takeChunk();
        }
        operation.completed(response);
        endAfter(nanos());
    }

    @Override
    public void onError(AiException error) {
        operation.failed(error);
        Recording.record(() -> endAfter(nanos()));
        super.onError(error);
    }

    private long nanos() {
        return System.nanoTime() - startedAt;
    }
}
