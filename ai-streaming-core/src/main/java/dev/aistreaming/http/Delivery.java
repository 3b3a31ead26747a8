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
 * Delivers a response to its listener, one call at a time: on the reading thread if the listener does not block, and otherwise on
 * the executor. What cannot be delivered yet is kept, and no more is requested than fits {@link #WINDOW}.
 */
final class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    /**
     * The number of bytes that may have arrived without being delivered. Requesting more costs two system calls, so it is done when
     * half of the window is free.
     */
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

    /** The number of times there was work to do; not zero while a thread is working. */
    private final AtomicInteger work = new AtomicInteger();

    // used by the working thread only
    private int delivered;
    private boolean over;

    /** @param onFault receives what the listener threw, or what is wrong with the body; either ends the exchange */
    Delivery(ExchangeListener listener, Executor executor, Consumer<Throwable> onFault) {
        this.listener = listener;
        this.executor = executor;
        this.onFault = onFault;
    }

    /** The head, which comes first. */
    void head(int status, Headers headers) {
        if (!work.compareAndSet(0, 1)) {
            return; // the exchange has just been abandoned
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

    /** Sets the channel through which more data is requested. */
    void capacity(CapacityChannel channel) throws IOException {
        if (capacity == null) {
            capacity = channel;
            channel.update(WINDOW);
        }
    }

    /** Takes the data from one read. Called by the reading thread. */
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

    /** The body has ended regularly. The listener is told after everything that is kept has been delivered. */
    void end() {
        endBy(listener::onEnd);
    }

    /** The connection broke. The listener is told after everything that is kept has been delivered. */
    void fail(Throwable cause) {
        endBy(() -> listener.onFailure(cause));
    }

    private void endBy(Runnable lastCall) {
        if (ending.compareAndSet(null, lastCall)) {
            schedule(true);
        }
    }

    /**
     * Ends the exchange: instead of what is kept, the listener receives this failure, unless it has already received an ending.
     */
    void abort(Throwable cause) {
        aborted = true;
        ending.set(() -> listener.onFailure(cause));
        schedule(false);
    }

    /** From now on nothing is delivered, neither what is kept nor what arrives. */
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

    /** @param reading whether this is the reading thread, on which only non-blocking listeners may be called */
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
        Runnable lastCall =
                ending.get(); // read first, because everything that comes before the ending has been kept by then
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
        } catch (Throwable fault) { // whatever it is, it affects only this exchange
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
