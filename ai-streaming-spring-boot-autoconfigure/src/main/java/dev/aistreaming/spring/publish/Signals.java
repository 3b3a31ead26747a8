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

/** What a subscriber is told, by the rules of Reactive Streams: one signal at a time, no more pieces than it has asked for, one ending. */
final class Signals<T> {

    private static final Logger log = LoggerFactory.getLogger(Signals.class);

    private final Flow.Subscriber<? super T> subscriber;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final OneAtATime turn = new OneAtATime(this::signal);
    private volatile boolean over;
    private volatile Runnable onSent = () -> {};

    /** How it ends; all are last. */
    private record Ending(@Nullable Throwable failure, boolean silent, boolean atOnce) {}

    Signals(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
    }

    /** @param onSent told after each piece that the subscriber has taken, on its thread */
    void onSent(Runnable onSent) {
        this.onSent = onSent;
    }

    /** Fewer than one piece is against the rules, and the end. */
    void request(long n) {
        if (n <= 0) {
            fail(new IllegalArgumentException("a subscriber requests one piece or more, and not " + n));
            return;
        }
        demand.accumulateAndGet(n, (known, more) -> known + more < 0 ? Long.MAX_VALUE : known + more);
        turn.run();
    }

    /** Sent by {@link #go}, or when the subscriber asks for it. */
    void add(T piece) {
        waiting.add(piece);
    }

    /** Says what there is to say. */
    void go() {
        turn.run();
    }

    /** After what waits. */
    void complete() {
        end(new Ending(null, false, false));
    }

    /** After what waits. */
    void failAfterwards(Throwable failure) {
        end(new Ending(failure, false, false));
    }

    /** What waits is dropped. */
    void fail(Throwable failure) {
        end(new Ending(failure, false, true));
    }

    /** The subscriber wants to hear nothing any more. */
    void cancel() {
        end(new Ending(null, true, true));
    }

    /** The first ending counts, but for one that does not wait for what is not taken. */
    private void end(Ending last) {
        ending.accumulateAndGet(
                last, (known, next) -> (known == null || (next.atOnce() && !known.atOnce())) ? next : known);
        turn.run();
    }

    /** Whether nothing waits. */
    boolean areSent() {
        return waiting.isEmpty();
    }

    /** Whether the subscriber has asked for more than there is. */
    boolean areWanted() {
        return demand.get() > 0 && waiting.isEmpty();
    }

    /** Whether the end has been said, or nobody wants to hear it. */
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
