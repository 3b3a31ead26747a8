package dev.aistreaming.chat;

/**
 * A visitor whose methods do nothing. Implement it if you only need some kinds of event: override those, and kinds added in later
 * versions are ignored. This suits tasks such as counting. Code that displays answers should implement {@link StreamEvent.Visitor}
 * and handle every kind.
 */
public interface EventAdapter extends StreamEvent.Visitor {

    @Override
    default void started(StreamEvent.Started event) {}

    @Override
    default void content(StreamEvent.Content event) {}

    @Override
    default void reasoning(StreamEvent.Reasoning event) {}

    @Override
    default void toolCallDelta(StreamEvent.ToolCallDelta event) {}

    @Override
    default void toolCalled(StreamEvent.ToolCalled event) {}

    @Override
    default void toolResulted(StreamEvent.ToolResulted event) {}

    @Override
    default void approvalRequested(StreamEvent.ApprovalRequested event) {}

    @Override
    default void source(StreamEvent.Source event) {}

    @Override
    default void data(StreamEvent.Data event) {}

    @Override
    default void objectReady(StreamEvent.ObjectReady event) {}

    @Override
    default void stepFinished(StreamEvent.StepFinished event) {}

    @Override
    default void reset(StreamEvent.Reset event) {}

    @Override
    default void finished(StreamEvent.Finished event) {}
}
