package dev.aistreaming.pipeline;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long an answer has waited for people to decide on tool calls: from each request for approval until the call has its
 * result. Approvals have a timeout of their own, so this time does not count towards others.
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

    /** The model continues, so no approval is pending. */
    synchronized void over(long now) {
        if (!open.isEmpty()) {
            open.clear();
            before += now - since;
        }
    }

    synchronized boolean isWaiting() {
        return !open.isEmpty();
    }

    /** The total so far, in nanoseconds. */
    synchronized long until(long now) {
        return open.isEmpty() ? before : before + (now - since);
    }
}
