package dev.aistreaming.chat;

/**
 * A visitor that does nothing, for those interested in some kinds of events only: they override what they want, and a kind that
 * comes with a later version is passed over. To be used where passing over is right, such as for counting; what shows answers
 * to people should know every kind.
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
