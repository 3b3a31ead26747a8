package dev.aistreaming.spring.context;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.thread.Threads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** A format that belongs to the application, and may need the context of the request. */
public final class ContextualFormat implements StreamFormat {

    private final StreamFormat delegate;
    private final Threads threads;

    private ContextualFormat(StreamFormat delegate, Threads threads) {
        this.delegate = delegate;
        this.threads = threads;
    }

    public static StreamFormat of(StreamFormat format, Threads threads) {
        return format.needsContext() ? new ContextualFormat(format, threads) : format;
    }

    @Override
    public String name() {
        return delegate.name();
    }

    @Override
    public Map<String, String> headers() {
        return delegate.headers();
    }

    @Override
    public boolean isEventStream() {
        return delegate.isEventStream();
    }

    @Override
    public boolean canReset() {
        return delegate.canReset();
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
        return new Encoder(delegate.newEncoder(out, stream), threads.captureContext());
    }

    @Override
    public boolean isNonBlocking() {
        return delegate.isNonBlocking();
    }

    @Override
    public StreamEncoder takeOver(SseEncoder out, StreamInfo stream, List<String> written) {
        return new Encoder(delegate.takeOver(out, stream, written), threads.captureContext());
    }

    private record Encoder(StreamEncoder delegate, Executor context) implements StreamEncoder {
        @Override
        public void started(StreamEvent.Started event) {
            context.execute(() -> delegate.started(event));
        }

        @Override
        public void content(StreamEvent.Content event) {
            context.execute(() -> delegate.content(event));
        }

        @Override
        public void reasoning(StreamEvent.Reasoning event) {
            context.execute(() -> delegate.reasoning(event));
        }

        @Override
        public void toolCallDelta(StreamEvent.ToolCallDelta event) {
            context.execute(() -> delegate.toolCallDelta(event));
        }

        @Override
        public void toolCalled(StreamEvent.ToolCalled event) {
            context.execute(() -> delegate.toolCalled(event));
        }

        @Override
        public void toolResulted(StreamEvent.ToolResulted event) {
            context.execute(() -> delegate.toolResulted(event));
        }

        @Override
        public void approvalRequested(StreamEvent.ApprovalRequested event) {
            context.execute(() -> delegate.approvalRequested(event));
        }

        @Override
        public void source(StreamEvent.Source event) {
            context.execute(() -> delegate.source(event));
        }

        @Override
        public void data(StreamEvent.Data event) {
            context.execute(() -> delegate.data(event));
        }

        @Override
        public void objectReady(StreamEvent.ObjectReady event) {
            context.execute(() -> delegate.objectReady(event));
        }

        @Override
        public void stepFinished(StreamEvent.StepFinished event) {
            context.execute(() -> delegate.stepFinished(event));
        }

        @Override
        public void reset(StreamEvent.Reset event) {
            context.execute(() -> delegate.reset(event));
        }

        @Override
        public void finished(StreamEvent.Finished event) {
            context.execute(() -> delegate.finished(event));
        }

        @Override
        public void complete(ChatResponse response) {
            context.execute(() -> delegate.complete(response));
        }

        @Override
        public void error(AiException error) {
            context.execute(() -> delegate.error(error));
        }
    }
}
