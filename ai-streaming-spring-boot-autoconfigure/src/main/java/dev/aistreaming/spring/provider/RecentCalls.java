package dev.aistreaming.spring.provider;

import dev.aistreaming.chat.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How the last calls of one provider ended; no more than {@value #MOST} are kept. */
public final class RecentCalls {

    static final int MOST = 100;

    /** @param error {@code null}: the call was answered */
    private record Outcome(Instant at, @Nullable ErrorCode error) {}

    /**
     * What they tell.
     *
     * @param calls how many there were
     * @param failures how many of them failed
     * @param inARow how many have failed since one was answered
     * @param lastError what the last failure was; {@code null}: there was none
     * @param lastErrorAt when it came
     * @param failingSince when the first failed of those in a row; {@code null}: the last call was answered
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

    /** Of those that ended no longer ago than the window. What is older is forgotten. */
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
