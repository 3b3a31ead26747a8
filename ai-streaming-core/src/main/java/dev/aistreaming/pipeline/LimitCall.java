package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call with the finish reason {@code length} if the answer is longer than the limit, and with an error if it contains too
 * many tool calls. It counts but stores nothing: what had arrived is reported by the call when it is stopped.
 */
final class LimitCall extends Stage implements StreamEvent.Visitor {

    private final String provider;
    private final int maxToolCalls;
    private final AnswerBudget.Share share;
    private final @Nullable TokenCount tokens;
    private int left;
    private int contentLength;
    private int reasoningLength;
    private int contentOfEarlierSteps;
    private int reasoningOfEarlierSteps;
    private boolean cut;
    private @Nullable AiException fault;
    private StreamEvent.@Nullable Data why;

    /** @param tokens the client's tokens, or {@code null} if there is no limit */
    LimitCall(
            String provider, ChatCall delegate, AnswerLimits limits, AnswerBudget budget, @Nullable TokenCount tokens) {
        super(delegate);
        this.provider = provider;
        this.share = budget.share();
        this.tokens = tokens;
        this.left = orAny(limits.maxAnswerCharacters());
        this.maxToolCalls = orAny(limits.maxToolCalls());
    }

    private static int orAny(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (!isStopped()) {
            event.accept(this);
        }
    }

    private boolean isStopped() {
        return cut || fault != null;
    }

    @Override
    public void started(StreamEvent.Started event) {
        super.onEvent(event);
    }

    @Override
    public void content(StreamEvent.Content event) {
        String text = within(event.text());
        if (!text.isEmpty()) {
            contentLength += text.length();
            super.onEvent(cut ? new StreamEvent.Content(text) : event);
        }
        stopIfTooMuch(text.length());
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        String text = within(event.text());
        if (!text.isEmpty()) {
            reasoningLength += text.length();
            super.onEvent(cut ? new StreamEvent.Reasoning(text) : event);
        }
        stopIfTooMuch(text.length());
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        if (event.index() >= maxToolCalls) {
            fault = AiException.of(ErrorCode.MALFORMED_RESPONSE)
                    .provider(provider)
                    .providerMessage("an answer with more than " + maxToolCalls + " tool calls")
                    .build();
            cancel();
            return;
        }
        int length = event.arguments().length() + length(event.id()) + length(event.name());
        if (length <= left) {
            left -= length;
            super.onEvent(event);
        } else {
            cut = true;
        }
        stopIfTooMuch(length);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    @Override
    public void toolCalled(StreamEvent.ToolCalled event) {
        super.onEvent(event);
    }

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {
        if (tokens != null) {
            tokens.toolResulted(event);
        }
        super.onEvent(event);
    }

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        super.onEvent(event);
    }

    @Override
    public void source(StreamEvent.Source event) {
        super.onEvent(event);
    }

    @Override
    public void data(StreamEvent.Data event) {
        super.onEvent(event);
    }

    @Override
    public void objectReady(StreamEvent.ObjectReady event) {
        super.onEvent(event);
    }

    @Override
    public void stepFinished(StreamEvent.StepFinished event) {
        contentOfEarlierSteps = contentLength;
        reasoningOfEarlierSteps = reasoningLength;
        if (tokens != null) {
            tokens.stepFinished(event.usage());
        }
        super.onEvent(event);
    }

    /** What is void was billed all the same, and continues to count towards the limit. */
    @Override
    public void reset(StreamEvent.Reset event) {
        contentLength = contentOfEarlierSteps;
        reasoningLength = reasoningOfEarlierSteps;
        super.onEvent(event);
    }

    @Override
    public void finished(StreamEvent.Finished event) {
        super.onEvent(event);
    }

    /** The part of a text that is within the limit. */
    private String within(String text) {
        if (text.length() <= left) {
            left -= text.length();
            return text;
        }
        int end = left > 0 && Character.isHighSurrogate(text.charAt(left - 1)) ? left - 1 : left;
        cut = true;
        return text.substring(0, end);
    }

    /**
     * Called after the last piece has been delivered, so that an exception thrown by the listener is not lost in the cancellation.
     */
    private void stopIfTooMuch(int more) {
        if (!cut && !share.hold(more)) {
            fault = AiException.of(ErrorCode.BUSY)
                    .provider(provider)
                    .userMessage("Too many long answers are being written at this moment.")
                    .build();
        }
        if (tokens != null && !tokens.hold(more) && !isStopped()) {
            cut = true;
            why = tokens.cut();
        }
        if (isStopped()) {
            cancel();
        }
    }

    @Override
    protected void completed(ChatResponse response) {
        share.giveBack();
        if (tokens != null) {
            tokens.completed(response.usage());
        }
    }

    @Override
    protected void failed(AiException error) {
        share.giveBack();
        if (tokens != null) {
            tokens.failed(error);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (isStopped()) {
            end(response); // the limit was reached at the very end, when there was nothing left to cancel
        } else {
            super.onComplete(response);
        }
    }

    @Override
    public void onError(AiException error) {
        if (isStopped() && error.code() == ErrorCode.CANCELLED) {
            end(error.partial());
        } else {
            super.onError(error);
        }
    }

    /** @param arrived everything that had arrived, which may be more than was passed on */
    private void end(@Nullable ChatResponse arrived) {
        AiException tooMany = fault;
        if (tooMany != null) {
            super.onError(tooMany.withPartial(letThrough(arrived, FinishReason.OTHER)));
            return;
        }
        try {
            if (why != null) {
                super.onEvent(why);
            }
            super.onEvent(new StreamEvent.Finished(FinishReason.LENGTH, usage(arrived)));
        } catch (Throwable e) {
            super.onError(AiException.of(ErrorCode.INTERNAL)
                    .provider(provider)
                    .partial(letThrough(arrived, FinishReason.OTHER))
                    .cause(e)
                    .build());
            return;
        }
        super.onComplete(letThrough(arrived, FinishReason.LENGTH));
    }

    /** Leaves out tool calls: the last one is cut off, with no way to tell. */
    private ChatResponse letThrough(@Nullable ChatResponse arrived, FinishReason reason) {
        return new ChatResponse(
                arrived == null ? null : arrived.id(),
                provider,
                arrived == null ? null : arrived.model(),
                arrived == null ? "" : start(arrived.content(), contentLength),
                arrived == null ? "" : start(arrived.reasoning(), reasoningLength),
                List.of(),
                reason,
                usage(arrived));
    }

    /** What was not passed on was billed all the same. */
    private static Usage usage(@Nullable ChatResponse arrived) {
        return arrived == null ? Usage.UNKNOWN : arrived.usage();
    }

    private static String start(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    @Override
    public String toString() {
        return delegate() + " within limits";
    }
}
