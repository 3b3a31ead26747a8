package dev.aistreaming.spring.mcp;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** The state of a call on its way out. The SDK does not tell the ids of its requests, and a call cannot be cancelled without its id. */
final class SentRequest {

    /**
     * The request that was sent.
     *
     * @param context what else has to be sent with the same session
     */
    record Sent(Object id, ContextView context) {}

    private @Nullable Sent sent;
    private boolean cancelled;

    /** It is about to be sent. Returns whether it still may be. */
    synchronized boolean send(Object id, ContextView context) {
        sent = new Sent(id, context);
        return !cancelled;
    }

    /** Returns the request to cancel; {@code null} if nothing was or will be sent. */
    synchronized @Nullable Sent cancel() {
        cancelled = true;
        return sent;
    }
}
