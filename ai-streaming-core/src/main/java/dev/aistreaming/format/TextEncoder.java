package dev.aistreaming.format;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.sse.SseEncoder;

/** Encodes {@link TextFormat}. */
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

    /** The application may obtain the approval in some other way. */
    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {}

    @Override
    public void data(StreamEvent.Data event) {}

    /** The text contains it. */
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

    /** Indicated by the end of the response. */
    @Override
    public void complete(ChatResponse response) {}

    /** Indicated by the response being aborted. */
    @Override
    public void error(AiException error) {}
}
