package dev.aistreaming.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands an answer to its listener, one call at a time: where the bytes arrive if the listener does not block, else on the
 * executor. What cannot be handed over yet is kept, and no more is asked for than fits {@link #WINDOW}.
 */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /** What may have arrived and not been handed over. Asking for more costs two system calls, so that is done by halves. */
    private static final int WINDOW = 16 * 1024;

    private final ExchangeListener listener;
    private final Executor executor;
    private final Consumer<Throwable> onFault;

    private final Queue<ByteBuffer> kept = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> ending = new AtomicReference<>();
    private volatile boolean paused;
    private volatile boolean aborted;
    private volatile boolean stopped;
    private volatile @Nullable CapacityChannel capacity;
    private volatile @Nullable InflatedBody inflated;

    /** How often there was something to do; not zero while a thread is at it. */
    private final AtomicInteger work = new AtomicInteger();

    // of the thread that is at work
    private int delivered;
    private boolean over;

    /** @param onFault told what the listener threw, or what is wrong with the body: that is the end of the exchange */
    Delivery(ExchangeListener listener, Executor executor, Consumer<Throwable> onFault) {
        this.listener = listener;
        this.executor = executor;
        this.onFault = onFault;
    }

    /** The head, before anything else. */
    void head(int status, Headers headers) {
        if (!work.compareAndSet(0, 1)) {
            return; // the exchange has just been given up
        }
        try {
            listener.onHead(status, headers);
            inflated = InflatedBody.of(headers);
        } catch (Throwable fault) {
            onFault.accept(fault);
        } finally {
            leave();
        }
    }

    private void leave() {
        if (work.decrementAndGet() > 0) {
            work(true);
        }
    }

    /** By this channel more is asked for. */
    void capacity(CapacityChannel channel) throws IOException {
        if (capacity == null) {
            capacity = channel;
            channel.update(WINDOW);
        }
    }

    /** What one read has brought. Called by the thread that reads. */
    void take(ByteBuffer bytes) {
        if (aborted || stopped || ending.get() != null) {
            return;
        }
        if (isDeliveredAtOnce()) {
            try {
                deliver(bytes, bytes.remaining());
            } finally {
                leave();
            }
        } else {
            kept.add(copy(bytes));
            schedule(true);
        }
    }

    private boolean isDeliveredAtOnce() {
        return inflated == null && !paused && kept.isEmpty() && listener.isNonBlocking() && work.compareAndSet(0, 1);
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        return copy.put(bytes).flip();
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        if (!kept.isEmpty() || inflated != null || ending.get() != null) {
            schedule(false);
        }
    }

    /** The body has ended as HTTP says. The listener hears of it after what is kept. */
    void end() {
        endBy(listener::onEnd);
    }

    /** The connection broke. The listener hears of it after what is kept. */
    void fail(Throwable cause) {
        endBy(() -> listener.onFailure(cause));
    }

    private void endBy(Runnable lastCall) {
        if (ending.compareAndSet(null, lastCall)) {
            schedule(true);
        }
    }

    /** The exchange is over: of what is kept the listener gets no more, but this failure, unless it has had its ending. */
    void abort(Throwable cause) {
        aborted = true;
        ending.set(() -> listener.onFailure(cause));
        schedule(false);
    }

    /** Nothing that is kept is handed over any more, and nothing that comes. */
    void stop() {
        stopped = true;
        schedule(false);
    }

    private void schedule(boolean mayCallHere) {
        if (work.getAndIncrement() == 0) {
            if (stopped || (mayCallHere && listener.isNonBlocking())) {
                work(mayCallHere);
            } else {
                workElsewhere();
            }
        }
    }

    private void workElsewhere() {
        try {
            executor.execute(() -> work(false));
        } catch (RejectedExecutionException closed) {
            onFault.accept(closed);
            work(false);
        }
    }

    /** @param reading whether this is the thread that reads, which only a listener that does not block may hold up */
    private void work(boolean reading) {
        int seen = work.get();
        while (seen > 0) {
            if (reading && !stopped && !listener.isNonBlocking()) {
                workElsewhere();
                return;
            }
            deliverWhatIsKept();
            seen = work.addAndGet(-seen);
        }
    }

    private void deliverWhatIsKept() {
        Runnable lastCall = ending.get(); // first, for then all that comes before it has been kept
        boolean more = true;
        try {
            while (more && !over && !stopped && !aborted && !paused) {
                more = deliverNext();
            }
        } catch (MalformedContentException e) {
            onFault.accept(e);
        }
        boolean used = !more || (inflated == null && kept.isEmpty());
        if (stopped || aborted || (lastCall != null && used)) {
            finish(ending.get());
        }
    }

    private boolean deliverNext() throws MalformedContentException {
        InflatedBody inflated = this.inflated;
        if (inflated == null) {
            ByteBuffer next = kept.poll();
            return next != null && deliver(next, next.remaining());
        }
        ByteBuffer piece = inflated.next();
        if (piece != null) {
            return deliver(piece, 0);
        }
        ByteBuffer next = kept.poll();
        if (next == null) {
            return false;
        }
        int wireBytes = next.remaining();
        inflated.feed(next);
        return askForMore(wireBytes);
    }

    private boolean deliver(ByteBuffer bytes, int wireBytes) {
        try {
            listener.onBody(List.of(bytes));
        } catch (Throwable fault) { // whatever it is, it concerns this exchange alone
            onFault.accept(fault);
            return false;
        }
        return askForMore(wireBytes);
    }

    private boolean askForMore(int wireBytes) {
        delivered += wireBytes;
        CapacityChannel capacity = this.capacity;
        if (capacity != null && delivered >= WINDOW / 2) {
            int asked = delivered;
            delivered = 0;
            try {
                capacity.update(asked);
            } catch (IOException e) {
                onFault.accept(e);
                return false;
            }
        }
        return true;
    }

    private void finish(@Nullable Runnable lastCall) {
        kept.clear();
        InflatedBody inflated = this.inflated;
        if (inflated != null) {
            inflated.close();
        }
        if (over || stopped || lastCall == null) {
            return;
        }
        over = true;
        try {
            lastCall.run();
        } catch (Throwable fault) { // there is nobody left to tell
            log.error("A listener failed at the end of an exchange", fault);
        }
    }
}
