package dev.aistreaming.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects an answer from its events: what has arrived where the whole never comes. Tool calls are left out, for nobody could
 * tell whether they are whole. Not for several threads at a time.
 */
public final class AnswerSoFar implements StreamEvent.Visitor {

    private final String provider;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private StreamEvent.@Nullable Started started;
    private Usage usage = Usage.UNKNOWN;

    /** @param provider the name of the provider that answers */
    public AnswerSoFar(String provider) {
        this.provider = provider;
    }

    @Override
    public void started(StreamEvent.Started event) {
        started = event;
    }

    @Override
    public void content(StreamEvent.Content event) {
        content.append(event.text());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        reasoning.append(event.text());
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {}

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    public void source(StreamEvent.Source event) {}

    @Override
    public void data(StreamEvent.Data event) {}

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {}

    @Override
    public void reset(StreamEvent.Reset event) {}

    @Override
    public void finished(StreamEvent.Finished event) {
        usage = event.usage();
    }

    /** The error with what has arrived, unless it tells that already. */
    public AiException addTo(AiException error) {
        return error.partial() == null ? error.withPartial(partial()) : error;
    }

    private @Nullable ChatResponse partial() {
        StreamEvent.Started begun = started;
        if (begun == null && content.isEmpty() && reasoning.isEmpty()) {
            return null;
        }
        return new ChatResponse(
                begun == null ? null : begun.id(),
                provider,
                begun == null ? null : begun.model(),
                content.toString(),
                reasoning.toString(),
                List.of(),
                FinishReason.OTHER,
                usage);
    }
}
