package dev.aistreaming.spring.publish;

import dev.aistreaming.thread.OneAtATime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals to a subscriber, by the rules of Reactive Streams: one signal at a time, no more pieces than requested, and one end. */
final class Signals<T> {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    private final Flow.Subscriber<? super T> subscriber;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final OneAtATime turn = new OneAtATime(this::signal);
    private volatile boolean over;
    private volatile Runnable onSent = () -> {};

    /** How it ends. Each of these is final. */
    private record Ending(@Nullable Throwable failure, boolean silent, boolean atOnce) {}

    Signals(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
    }

    /** @param onSent called after each piece that the subscriber has taken, on its thread */
    void onSent(Runnable onSent) {
        this.onSent = onSent;
    }

    /** A request for fewer than one piece violates the specification, and ends the subscription. */
    void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("a subscriber requests one piece or more, and not " + n));
            return;
        }
        demand.accumulateAndGet(n, (known, more) -> known + more < 0 ? Long.MAX_VALUE : known + more);
        turn.run();
    }

    /** Sent by {@link #go}, or when the subscriber requests it. */
    void add(T piece) {
        waiting.add(piece);
    }

    /** Sends the signals that can be sent. */
    void go() {
        turn.run();
    }

    /** Ends normally, after the waiting pieces. */
    void complete() {
        end(new Ending(null, false, false));
    }

    /** Ends with an error, after the waiting pieces. */
    void failAfterwards(Throwable failure) {
        end(new Ending(failure, false, false));
    }

    /** Ends with an error, and drops the waiting pieces. */
    void fail(Throwable failure) {
        end(new Ending(failure, false, true));
    }

    /** The subscription was cancelled. */
    void cancel() {
        end(new Ending(null, true, true));
    }

    /** The first end counts, unless a later one does not wait for pieces that are not taken. */
    private void end(Ending last) {
        ending.accumulateAndGet(
                last, (known, next) -> (known == null || (next.atOnce() && !known.atOnce())) ? next : known);
        turn.run();
    }

    /** Whether no pieces are waiting. */
    boolean areSent() {
        return waiting.isEmpty();
    }

    /** Whether the subscriber has requested more than there is. */
    boolean areWanted() {
        return demand.get() > 0 && waiting.isEmpty();
    }

    /** Whether the end has been signalled, or the subscription was cancelled. */
    boolean areOver() {
        Ending known = ending.get();
        return over || (known != null && known.atOnce());
    }

    private void signal() {
        while (!over) {
            Ending last = ending.get();
            if (last != null && (last.atOnce() || waiting.isEmpty())) {
                over = true;
                waiting.clear();
                tell(last);
            } else if (waiting.isEmpty() || demand.get() == 0) {
                return;
            } else {
                sendNext();
            }
        }
        waiting.clear();
    }

    private void sendNext() {
        T next = waiting.poll();
        if (next == null) {
            return;
        }
        demand.updateAndGet(known -> known == Long.MAX_VALUE ? known : known - 1);
        try {
            subscriber.onNext(next);
        } catch (Throwable e) {
            log.error("A subscriber threw, and is told nothing more", e);
            cancel();
        }
        onSent.run();
    }

    private void tell(Ending last) {
        if (last.silent()) {
            return;
        }
        try {
            if (last.failure() == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(last.failure());
            }
        } catch (Throwable e) {
            log.error("A subscriber threw at the end of its stream", e);
        }
    }
}
