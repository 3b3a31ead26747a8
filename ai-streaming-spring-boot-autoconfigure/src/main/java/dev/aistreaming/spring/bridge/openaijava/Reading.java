package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import dev.aistreaming.provider.PushSource;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream on a thread that can be told to wait and to stop.
 *
 * <p>A stream of openai-java must not be closed while another thread reads it: the closing thread waits for the reading one, and on
 * HTTP/1.1 OkHttp then forgets the connection without closing it. So the reading thread is interrupted, and closes the stream. This ends
 * the read at once on HTTP/2 and on a virtual thread. On other threads, a read on HTTP/1.1 ends with the next byte.
 */
final class Reading implements Executor, PushSource.Handle {

    /** The number of chunks that are read ahead, so that the reading thread does not have to wait for the writing one. */
    private static final int MAX_AHEAD = 64;

    private final AsyncStreamResponse<?> stream;
    private final Executor threads;

    /** A monitor would block a virtual thread's carrier, too. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    // guarded by the lock
    private @Nullable Thread reader;
    private boolean telling;
    private boolean cancelled;
    private int ahead;

    /** @param threads run each task on a thread of its own, which is not reused */
    Reading(AsyncStreamResponse<?> stream, Executor threads) {
        this.stream = stream;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable reading) {
        threads.execute(() -> {
            if (!begin()) {
                return; // the thread that has cancelled it closes the stream, which must have no reader
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

    /** Runs a notification of the listener, which must not be interrupted. Returns whether more is wanted, if that is known. */
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
        stream.close(); // nobody reads it or ever will
    }
}
