package dev.aistreaming.pipeline;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * For how long an answer has waited for people who decide on a call: from the request for their approval until the call has its
 * result. Such a wait has a limit of its own.
 */
final class ApprovalTime {

    private final List<String> open = new ArrayList<>();
    private long since;
    private long before;

    synchronized void asked(StreamEvent.ApprovalRequested event, long now) {
        if (open.isEmpty()) {
            since = now;
        }
        open.add(event.call().id());
    }

    synchronized void resulted(StreamEvent.ToolResulted event, long now) {
        if (open.remove(event.result().callId()) && open.isEmpty()) {
            before += now - since;
        }
    }

    /** The model goes on, so nobody is waited for. */
    synchronized void over(long now) {
        if (!open.isEmpty()) {
            open.clear();
            before += now - since;
        }
    }

    synchronized boolean isWaiting() {
        return !open.isEmpty();
    }

    /** Nanoseconds, up to now. */
    synchronized long until(long now) {
        return open.isEmpty() ? before : before + (now - since);
    }
}
