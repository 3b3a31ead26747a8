package dev.aistreaming.observation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.Stage;
import java.time.Duration;

/**
 * Records what happens to a call before passing it on. Everything that one network read contributes to the model's answer counts as
 * one chunk.
 */
abstract class OperationStage extends Stage implements EventAdapter {

    private final ChatOperation operation;
    private long startedAt;
    private boolean begun;
    private boolean chunk;

    OperationStage(ChatCall delegate, ChatOperation operation) {
        super(delegate);
        this.operation = operation;
    }

    /** Another chunk has arrived, this many nanoseconds after the start. */
    abstract void chunkAfter(long nanos);

    /** The call has ended, this many nanoseconds after its start. The operation has the outcome. */
    abstract void endAfter(long nanos);

    @Override
    protected void begin() {
        startedAt = System.nanoTime();
        super.begin();
    }

    @Override
    public void onEvent(StreamEvent event) {
        event.accept(this);
        super.onEvent(event);
    }

    @Override
    public void started(StreamEvent.Started event) {
        operation.answeredBy(event.model());
    }

    @Override
    public void content(StreamEvent.Content event) {
        chunk = true;
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        chunk = true;
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        chunk = true;
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
    protected void completed(ChatResponse response) {
        if (chunk) {
            takeChunk();
        }
        operation.completed(response);
        endAfter(nanos());
    }

    @Override
    protected void failed(AiException error) {
        operation.failed(error);
        endAfter(nanos());
    }

    private long nanos() {
        return System.nanoTime() - startedAt;
    }
}
