package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.sse.SseEncoder;
import java.util.concurrent.Executor;

/** A format of the application's own, which may want to know for whom it writes. */
final class ContextualFormat implements StreamFormat {

    private final StreamFormat delegate;
    private final Timer timer;

    private ContextualFormat(StreamFormat delegate, Timer timer) {
        this.delegate = delegate;
        this.timer = timer;
    }

    /** Formats of this library need no context, and do without what it costs. */
    static StreamFormat of(StreamFormat format, Timer timer) {
        String ours = StreamFormat.class.getPackageName();
        return format.getClass().getPackageName().equals(ours) ? format : new ContextualFormat(format, timer);
    }

    @Override
    public StreamEncoder newEncoder(SseEncoder out) {
        return new Encoder(delegate.newEncoder(out), timer.captureContext());
    }

    @Override
    public boolean isNonBlocking() {
        return delegate.isNonBlocking();
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
