package dev.aistreaming.guard;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A call whose texts are passed on as its guards allow. Events that need no change are passed on as the same object. What follows
 * held text waits for it, but reasoning and answer do not wait for each other.
 */
class GuardCall extends Stage implements StreamEvent.Visitor {

    private final String provider;
    private final @Nullable GuardedStream content;
    private final @Nullable GuardedStream reasoning;
    private final LaterEvents later = new LaterEvents();
    private @Nullable Guard endedBy;
    private volatile boolean cancelled;

    /** @param content {@code null} to pass everything on */
    GuardCall(String provider, ChatCall delegate, @Nullable GuardedStream content, @Nullable GuardedStream reasoning) {
        super(delegate);
        this.provider = provider;
        this.content = content;
        this.reasoning = reasoning;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (endedBy == null) {
            event.accept(this);
        }
    }

    /** If one event has released several texts, the rest of them is dropped as well. */
    @Override
    public void cancel() {
        cancelled = true;
        super.cancel();
    }

    @Override
    public void content(StreamEvent.Content event) {
        endReasoning();
        GuardedStream guarded = content;
        if (guarded == null) {
            inOrder(event);
        } else if (guarded.passes(event.text())) {
            super.onEvent(event);
        } else {
            deliver(guarded);
            guarded.settle();
        }
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        GuardedStream guarded = reasoning;
        if (guarded == null || guarded.passes(event.text())) {
            super.onEvent(event);
        } else {
            deliverReasoning(guarded);
            guarded.settle();
        }
    }

    /** The model has stopped reasoning, at least for now. */
    private void endReasoning() {
        GuardedStream guarded = reasoning;
        if (guarded != null && guarded.holds()) {
            guarded.look(GuardedText.Moment.END);
            deliverReasoning(guarded);
        }
    }

    private void deliverReasoning(GuardedStream guarded) {
        String text = guarded.takeUpTo(Integer.MAX_VALUE);
        if (!text.isEmpty()) {
            super.onEvent(new StreamEvent.Reasoning(text));
        }
        endIf(guarded);
    }

    /** Delivers the text that may be passed on, with the other events at their places in between. */
    private void deliver(GuardedStream guarded) {
        while (true) {
            String text = guarded.takeUpTo(later.next());
            if (!text.isEmpty()) {
                super.onEvent(new StreamEvent.Content(text));
            }
            endIf(guarded);
            StreamEvent event = cancelled ? null : later.poll(guarded.left());
            if (event == null) {
                return;
            }
            super.onEvent(event);
            if (cancelled) {
                return;
            }
        }
    }

    private void endIf(GuardedStream guarded) {
        Guard guard = guarded.endedBy();
        if (guard != null && endedBy == null) {
            endedBy = guard;
            later.clear();
            cancel();
        }
    }

    /** Delivers the event after the text that came before it. */
    private void inOrder(StreamEvent event) {
        GuardedStream guarded = content;
        if (guarded == null || (later.isEmpty() && !guarded.holds())) {
            super.onEvent(event);
            return;
        }
        later.add(event, guarded.length());
        if (later.isFull()) {
            endContent(guarded);
        }
    }

    private void endContent(GuardedStream guarded) {
        guarded.look(GuardedText.Moment.END);
        deliver(guarded);
    }

    private void endTexts() {
        endReasoning();
        GuardedStream guarded = content;
        if (guarded != null && endedBy == null && guarded.holds()) {
            endContent(guarded);
        }
    }

    /** Whether some text is held back. */
    final boolean holds() {
        return (content != null && content.holds()) || (reasoning != null && reasoning.holds());
    }

    /** The model has paused. */
    final void pauseTexts() {
        if (reasoning != null) {
            reasoning.look(GuardedText.Moment.PAUSE);
            deliverReasoning(reasoning);
        }
        if (content != null && endedBy == null) {
            content.look(GuardedText.Moment.PAUSE);
            deliver(content);
        }
    }

    private void afterReasoning(StreamEvent event) {
        endReasoning();
        if (endedBy == null) {
            inOrder(event);
        }
    }

    @Override
    public void started(StreamEvent.Started event) {
        inOrder(event);
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        afterReasoning(event);
    }

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {
        afterReasoning(event);
    }

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {
        afterReasoning(event);
    }

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        afterReasoning(event);
    }

    @Override
    public void source(StreamEvent.Source event) {
        inOrder(event);
    }

    @Override
    public void data(StreamEvent.Data event) {
        inOrder(event);
    }

    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        afterTexts(event);
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        afterTexts(event);
        if (content != null) {
            content.stepFinished();
        }
        if (reasoning != null) {
            reasoning.stepFinished();
        }
    }

    @Override
    public void reset(StreamEvent.Reset event) {
        later.clear();
        if (content != null) {
            content.reset();
        }
        if (reasoning != null) {
            reasoning.reset();
        }
        super.onEvent(event);
    }

    @Override
    public void finished(StreamEvent.Finished event) {
        afterTexts(event);
    }

    private void afterTexts(StreamEvent event) {
        endTexts();
        if (endedBy == null) {
            super.onEvent(event);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (endedBy == null) {
            try {
                endTexts();
            } catch (Throwable e) {
                super.onError(AiException.of(ErrorCode.INTERNAL)
                        .provider(provider)
                        .cause(e)
                        .partial(GuardedResponses.soFar(response, content, reasoning))
                        .build());
                return;
            }
        }
        Guard guard = endedBy;
        if (guard == null) {
            super.onComplete(GuardedResponses.whole(response, content, reasoning));
        } else {
            super.onError(filtered(guard, response));
        }
    }

    @Override
    public void onError(AiException error) {
        Guard guard = endedBy;
        ChatResponse partial = error.partial();
        if (guard != null) {
            super.onError(filtered(guard, partial));
        } else {
            super.onError(
                    partial == null ? error : error.withPartial(GuardedResponses.soFar(partial, content, reasoning)));
        }
    }

    private AiException filtered(Guard guard, @Nullable ChatResponse arrived) {
        return AiException.of(ErrorCode.CONTENT_FILTERED)
                .provider(provider)
                .userMessage("The answer was stopped because it contains something that must not be shown.")
                .asked("the guard " + guard.name())
                .partial(arrived == null ? null : GuardedResponses.stopped(arrived, content, reasoning))
                .build();
    }

    @Override
    public String toString() {
        return delegate() + " guarded";
    }
}
