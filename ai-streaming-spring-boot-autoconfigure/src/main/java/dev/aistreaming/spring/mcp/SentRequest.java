package dev.aistreaming.spring.mcp;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What became of a call on its way out: the SDK tells nobody the ids of its requests, without which none can be cancelled. */
final class SentRequest {

    /**
     * What was sent.
     *
     * @param context what else of the same session has to go out with
     */
    record Sent(Object id, ContextView context) {}

    private @Nullable Sent sent;
    private boolean cancelled;

    /** It is about to be sent; returns whether it still may. */
    synchronized boolean send(Object id, ContextView context) {
        sent = new Sent(id, context);
        return !cancelled;
    }

    /** Returns what has to be taken back; {@code null} where nothing was sent, and nothing will be. */
    synchronized @Nullable Sent cancel() {
        cancelled = true;
        return sent;
    }
}
