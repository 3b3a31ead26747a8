package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Remembers how the last calls of one provider ended, at most {@value #MOST} of them. */
public final class RecentCalls {

    static final int MOST = 100;

    /** @param error {@code null} if the call was answered */
    private record Outcome(Instant at, @Nullable ErrorCode error) {}

    /**
     * A summary of recent calls.
     *
     * @param calls the number of calls
     * @param failures the number of failed calls
     * @param inARow the number of failures since the last success
     * @param lastError the last failure; {@code null} if there was none
     * @param lastErrorAt the time of the last failure
     * @param failingSince the time of the first failure since the last success; {@code null} if the last call was answered
     */
    public record Summary(
            int calls,
            int failures,
            int inARow,
            @Nullable ErrorCode lastError,
            @Nullable Instant lastErrorAt,
            @Nullable Instant failingSince) {}

    // guarded by this
    private final Deque<Outcome> newestFirst = new ArrayDeque<>();
    private @Nullable Instant failingSince;

    synchronized void answered(Instant at) {
        failingSince = null;
        add(new Outcome(at, null));
    }

    synchronized void failed(Instant at, ErrorCode error) {
        if (failingSince == null) {
            failingSince = at;
        }
        add(new Outcome(at, error));
    }

    private void add(Outcome outcome) {
        newestFirst.addFirst(outcome);
        if (newestFirst.size() > MOST) {
            newestFirst.removeLast();
        }
    }

    /** Returns a summary of the calls within the window, and forgets older ones. */
    synchronized Summary summary(Instant now, Duration window) {
        Instant from = now.minus(window);
        newestFirst.removeIf(outcome -> outcome.at().isBefore(from));
        if (newestFirst.isEmpty()) {
            failingSince = null;
        }
        int failures = 0;
        int inARow = 0;
        Outcome last = null;
        int seen = 0;
        for (Outcome outcome : newestFirst) {
            seen++;
            if (outcome.error() != null) {
                failures++;
                inARow = failures == seen ? failures : inARow;
                last = last == null ? outcome : last;
            }
        }
        return new Summary(
                newestFirst.size(),
                failures,
                inARow,
                last == null ? null : last.error(),
                last == null ? null : last.at(),
                failingSince);
    }
}
