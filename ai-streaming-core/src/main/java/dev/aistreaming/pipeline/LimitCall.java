package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.chat.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call that ends, with the finish reason {@code length}, where the answer is longer than the limit. */
final class LimitCall extends ForwardingCall implements StreamListener, StreamEvent.Visitor {

    private final String provider;
    private final int maxCharacters;
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private int left;
    private boolean cut;
    private StreamEvent.@Nullable Started started;
    private @Nullable StreamListener listener;

    LimitCall(String provider, ChatCall delegate, int maxCharacters) {
        super(delegate);
        this.provider = provider;
        this.maxCharacters = maxCharacters;
        this.left = maxCharacters;
    }

    @Override
    public void start(StreamListener listener) {
        if (this.listener != null) {
            throw new IllegalStateException("a call is started once");
        }
        this.listener = listener;
        delegate().start(this);
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (!cut) {
            event.accept(this);
        }
    }

    @Override
    public void started(StreamEvent.Started event) {
        started = event;
        listener().onEvent(event);
    }

    @Override
    public void content(StreamEvent.Content event) {
        String text = within(event.text());
        if (!text.isEmpty()) {
            content.append(text);
            listener().onEvent(cut ? new StreamEvent.Content(text) : event);
        }
        stopIfCut();
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        String text = within(event.text());
        if (!text.isEmpty()) {
            reasoning.append(text);
            listener().onEvent(cut ? new StreamEvent.Reasoning(text) : event);
        }
        stopIfCut();
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        within(event.arguments());
        if (!cut) {
            listener().onEvent(event);
        }
        stopIfCut();
    }

    @Override
    public void finished(StreamEvent.Finished event) {
        listener().onEvent(event);
    }

    /** What of a text is within the limit. */
    private String within(String text) {
        if (text.length() <= left) {
            left -= text.length();
            return text;
        }
        int end = left > 0 && Character.isHighSurrogate(text.charAt(left - 1)) ? left - 1 : left;
        left = 0;
        cut = true;
        return text.substring(0, end);
    }

    /** After the last piece has been delivered, so that a listener's fault in it is not lost in the cancellation. */
    private void stopIfCut() {
        if (cut) {
            cancel();
        }
    }

    @Override
    public void onFlush() {
        listener().onFlush();
    }

    @Override
    public void onRestart(Restart restart) {
        listener().onRestart(restart);
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (cut) {
            completeCut(); // what was cut came with the end, when there was nothing left to cancel
        } else {
            listener().onComplete(response);
        }
    }

    @Override
    public void onError(AiException error) {
        if (cut && error.code() == ErrorCode.CANCELLED) {
            completeCut();
        } else {
            listener().onError(error);
        }
    }

    private void completeCut() {
        try {
            listener().onEvent(new StreamEvent.Finished(FinishReason.LENGTH, Usage.UNKNOWN));
        } catch (RuntimeException e) {
            listener()
                    .onError(AiException.of(ErrorCode.INTERNAL)
                            .provider(provider)
                            .cause(e)
                            .build());
            return;
        }
        listener().onComplete(soFar());
    }

    /** Tool calls are left out: the last one is cut, and nobody could tell. */
    private ChatResponse soFar() {
        StreamEvent.Started begun = started;
        return new ChatResponse(
                begun == null ? null : begun.id(),
                provider,
                begun == null ? null : begun.model(),
                content.toString(),
                reasoning.toString(),
                List.of(),
                FinishReason.LENGTH,
                Usage.UNKNOWN);
    }

    @Override
    public boolean isNonBlocking() {
        return listener().isNonBlocking();
    }

    private StreamListener listener() {
        if (listener == null) {
            throw new IllegalStateException("not started");
        }
        return listener;
    }

    @Override
    public String toString() {
        return "at most " + maxCharacters + " characters of " + provider;
    }
}
