package dev.aistreaming.spring.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Writes that never block. Bytes that the browser does not take are kept, reading from the provider pauses, and the server says when the
 * browser has caught up. A slow browser does not occupy a thread, and a fast one does not cause a change of threads.
 *
 * <p>The bytes that are kept come from one network read, or from the end of the answer, because nothing more arrives during a pause.
 */
final class NonBlockingOutput implements BrowserOutput, WriteListener {

    /** The request attribute that holds a {@link Runnable} which closes the connection at once. */
    static final String CLOSER = "dev.aistreaming.spring.connection-closer";

    private static final long NOT_BLOCKED = 0;

    private final ServletOutputStream out;
    private final Lock lock;
    private final ResponseOwner owner;
    private final Runnable closer;

    // guarded by lock
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private boolean unflushed;
    private boolean closed;
    private @Nullable Runnable whenWritten;

    private volatile long blockedSince = NOT_BLOCKED;

    /**
     * @param out the response's stream, which is not in non-blocking mode yet
     * @param lock is held by the writing thread
     * @param closer closes the connection at once, no matter what it is waiting for
     */
    NonBlockingOutput(ServletOutputStream out, Lock lock, ResponseOwner owner, Runnable closer) {
        this.out = out;
        this.lock = lock;
        this.owner = owner;
        this.closer = closer;
    }

    /** Called on the thread of the request after it has become asynchronous. The server says when the first write is possible. */
    void start() {
        block();
        out.setWriteListener(this);
    }

    @Override
    public void write(byte[] events) throws IOException {
        if (closed) {
            throw new IOException("the response has ended");
        }
        waiting.add(events);
        if (blockedSince != NOT_BLOCKED) {
            owner.pause();
        } else if (!writeWaiting()) {
            block();
        }
    }

    private void block() {
        blockedSince = System.nanoTime() | 1; // never NOT_BLOCKED
        owner.pause();
    }

    /** Returns whether everything has been sent. If not, the server calls back when it can continue. */
    private boolean writeWaiting() throws IOException {
        while (out.isReady()) {
            byte[] next = waiting.poll();
            if (next != null) {
                out.write(next);
                unflushed = true;
            } else if (unflushed) {
                out.flush();
                unflushed = false;
            } else {
                return true;
            }
        }
        return false;
    }

    @Override
    public void onWritePossible() throws IOException {
        Runnable last;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (!writeWaiting()) {
                block(); // starts over, because the browser has taken something
                return;
            }
            blockedSince = NOT_BLOCKED;
            last = whenWritten;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.run();
        } else {
            owner.resume();
        }
    }

    @Override
    public void onError(Throwable failure) {
        owner.browserLeft(failure);
    }

    @Override
    public void whenWritten(Runnable task) {
        if (blockedSince == NOT_BLOCKED) {
            task.run();
        } else {
            whenWritten = task;
        }
    }

    @Override
    public Duration blockedFor() {
        long since = blockedSince;
        return since == NOT_BLOCKED ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public boolean takes() {
        return blockedSince == NOT_BLOCKED;
    }

    /** Once this has returned, the server may reuse the response for another request. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void breakOff() {
        lock.lock();
        try {
            if (!closed && blockedSince != NOT_BLOCKED) {
                closed = true;
                waiting.clear();
                closer.run();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }
}
