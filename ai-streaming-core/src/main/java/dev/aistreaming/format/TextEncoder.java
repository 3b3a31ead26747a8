package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.sse.SseEncoder;

/** Writes {@link TextFormat}. */
final class TextEncoder implements StreamEncoder {

    private final SseEncoder out;
    private boolean stepHasText;

    TextEncoder(SseEncoder out) {
        this.out = out;
    }

    @Override
    public void started(StreamEvent.Started event) {}

    @Override
    public void content(StreamEvent.Content event) {
        stepHasText = true;
        out.text(event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {}

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {}

    /** Whom the application asks some other way may still answer. */
    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {}

    @Override
    public void data(StreamEvent.Data event) {}

    /** The text has it. */
    @Override
    public void objectReady(StreamEvent.ObjectReady event) {}

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        stepHasText = false;
    }

    @Override
    public void reset(StreamEvent.Reset event) {
        if (stepHasText) {
            throw new IllegalStateException("the format text cannot take back what it has delivered");
        }
    }

    @Override
    public void finished(StreamEvent.Finished event) {}

    /** The end of the response says so. */
    @Override
    public void complete(ChatResponse response) {}

    /** A response that is broken off says so. */
    @Override
    public void error(AiException error) {}
}
