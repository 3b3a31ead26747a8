package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import dev.aistreaming.provider.PushSource;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream on a thread that can be told to wait, and to stop.
 *
 * <p>openai-java must not close a stream while another thread reads it: the one that closes waits for the one that reads, and on HTTP/1.1
 * OkHttp then forgets the connection without closing it. So the thread that reads is interrupted, and closes it. That ends the read at once
 * on HTTP/2 and on a virtual thread; on another thread, HTTP/1.1 is read until the next byte comes.
 */
final class Reading implements Executor, PushSource.Handle {

    /** So many chunks are read before it is known that those before are wanted: a thread that reads need not wait for one that writes. */
    private static final int MAX_AHEAD = 64;

    private final AsyncStreamResponse<?> stream;
    private final Executor threads;

    /** A monitor would keep a virtual thread's carrier waiting, too. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    // guarded by the lock
    private @Nullable Thread reader;
    private boolean telling;
    private boolean cancelled;
    private int ahead;

    /** @param threads runs each task on a thread of its own, which nobody uses after it */
    Reading(AsyncStreamResponse<?> stream, Executor threads) {
        this.stream = stream;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable reading) {
        threads.execute(() -> {
            if (!begin()) {
                return; // whoever has cancelled it closes the stream, which must have no reader
            }
            try {
                reading.run();
            } finally {
                end();
            }
        });
    }

    private boolean begin() {
        lock.lock();
        try {
            if (!cancelled) {
                reader = Thread.currentThread();
            }
            return !cancelled;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            reader = null;
        } finally {
            lock.unlock();
        }
    }

    /** Runs what tells a listener, which no interrupt must disturb. Returns whether more is wanted, when that is known. */
    boolean tell(Runnable telling) {
        telling(true);
        try {
            telling.run();
        } finally {
            telling(false);
        }
        return isWanted();
    }

    private void telling(boolean now) {
        lock.lock();
        try {
            telling = now;
            ahead += now ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    private boolean isWanted() {
        lock.lock();
        try {
            while (ahead >= MAX_AHEAD && !cancelled) {
                changed.await();
            }
            return !cancelled;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void request() {
        lock.lock();
        try {
            ahead = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            changed.signalAll();
            if (reader != null) {
                if (!telling && !reader.equals(Thread.currentThread())) {
                    reader.interrupt();
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        stream.close(); // nobody reads it, and nobody will
    }
}
