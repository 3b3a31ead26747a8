package dev.aistreaming.spring.publish;

import dev.aistreaming.spring.StreamBytes;
import dev.aistreaming.spring.web.BrowserResponse;
import dev.aistreaming.spring.web.ResponseOwner;
import dev.aistreaming.thread.OneAtATime;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A response that a subscriber writes: the browser takes as much as the subscriber requests. Writing never blocks. Pieces that have not
 * been requested are kept, and reading from the provider pauses.
 */
final class PublishedResponse implements BrowserResponse {

    private static final long NOT_BLOCKED = 0;

    private final Signals<StreamBytes> signals;
    private final ResponseOwner owner;
    private final Requester requester;
    private final Threads threads;
    private final OneAtATime steering = new OneAtATime(this::steer);
    private final Lock lock = new ReentrantLock();

    /** Guarded by the lock, which also protects the flag for the first piece. */
    private StreamBytes.@Nullable Head head;

    private volatile boolean written;
    private volatile boolean opened;
    private volatile boolean closed;
    private final LongSupplier clock;
    private final AtomicLong blockedSince;

    /** Set if the owner was told to pause: it has to be told to resume, even if nobody has noticed that everything was taken. */
    private volatile boolean refused;

    private volatile long lastWrite;
    private volatile @Nullable Runnable whenWritten;

    /** Belongs to the thread that notifies: what the owner knows, and whether it has been told of the end. */
    private boolean told;

    private boolean toldOfEnd;

    PublishedResponse(
            Signals<StreamBytes> signals,
            StreamBytes.Head head,
            ResponseOwner owner,
            Requester requester,
            Threads threads) {
        this(signals, head, owner, requester, threads, System::nanoTime);
    }

    PublishedResponse(
            Signals<StreamBytes> signals,
            StreamBytes.Head head,
            ResponseOwner owner,
            Requester requester,
            Threads threads,
            LongSupplier clock) {
        this.signals = signals;
        this.head = head;
        this.owner = owner;
        this.requester = requester;
        this.threads = threads;
        this.clock = clock;
        this.blockedSince = new AtomicLong(now());
        this.lastWrite = clock.getAsLong();
        signals.onSent(this::sent);
    }

    private long now() {
        return clock.getAsLong() | 1; // never NOT_BLOCKED
    }

    /** Opening the stream is over. From now on the owner is notified. */
    void opened() {
        blockedSince.set(now()); // the subscriber is not to blame for the time that opening took
        opened = true;
        steering.run();
    }

    /** The subscriber requests more, or cancels. */
    void demandChanged() {
        steering.run();
    }

    /** Demand may return while the owner is being told of its absence. The last notification tells the current state. */
    private void steer() {
        if (!opened) {
            return;
        }
        if (signals.areOver()) {
            if (!toldOfEnd) {
                toldOfEnd = true;
                owner.closed();
            }
            return;
        }
        while (signals.areWanted() != told) {
            told = !told;
            if (told) {
                refused = false;
                blockedSince.set(NOT_BLOCKED);
                owner.resume();
            } else {
                blockedSince.set(now());
                owner.pause();
            }
        }
        if (told && refused) {
            refused = false;
            owner.resume();
        }
    }

    @Override
    public void write(byte[] events) throws IOException {
        lock.lock();
        try {
            if (closed || signals.areOver()) {
                throw new IOException("the subscriber wants no more");
            }
            signals.add(new StreamBytes(head, events));
            head = null;
            written = true;
            lastWrite = clock.getAsLong();
        } finally {
            lock.unlock();
        }
        signals.go();
        steering.run();
    }

    @Override
    public void writeIfIdle(byte[] events) throws IOException {
        write(events); // blocks nobody
    }

    private void sent() {
        long since = blockedSince.get();
        if (since != NOT_BLOCKED) {
            blockedSince.compareAndSet(since, now()); // the subscriber takes something
        }
        if (signals.areOver()) {
            elsewhere(steering::run);
        }
        runWhenWritten();
    }

    @Override
    public Duration blockedFor() {
        long since = blockedSince.get();
        return since == NOT_BLOCKED || !opened ? Duration.ZERO : Duration.ofNanos(clock.getAsLong() - since);
    }

    @Override
    public boolean takes() {
        if (signals.areWanted()) {
            return true;
        }
        refused = true;
        return signals.areWanted(); // later requests cause a notification
    }

    @Override
    public boolean isAbandoned() {
        return !closed && signals.areOver();
    }

    @Override
    public Duration idleFor() {
        return Duration.ofNanos(clock.getAsLong() - lastWrite);
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    @Override
    public boolean hasWritten() {
        return written;
    }

    @Override
    public void whenWritten(Runnable task) {
        if (signals.areSent()) {
            task.run();
        } else {
            whenWritten = task;
            runWhenWritten(); // it may have been taken just now
        }
    }

    /** Called on the subscriber's thread, which does not block. */
    private void runWhenWritten() {
        if (whenWritten != null && signals.areSent()) {
            Runnable last = takeWhenWritten();
            if (last != null) {
                elsewhere(last);
            }
        }
    }

    private void elsewhere(Runnable task) {
        try {
            threads.execute(task);
        } catch (Throwable e) {
            task.run(); // the application is failing
        }
    }

    private synchronized @Nullable Runnable takeWhenWritten() {
        Runnable last = whenWritten;
        whenWritten = null;
        return last;
    }

    @Override
    public void breakOff() {
        if (!closed && !signals.areOver() && blockedSince.get() != NOT_BLOCKED) {
            signals.fail(new IOException("the answer was cut off, because the browser did not read"));
            requester.closeConnection();
            elsewhere(steering::run);
        }
    }

    @Override
    public void complete() {
        closed = true;
        signals.complete();
    }

    @Override
    public void fail(Throwable cause) {
        closed = true;
        signals.failAfterwards(cause);
    }

    @Override
    public void close() {
        closed = true;
    }
}
