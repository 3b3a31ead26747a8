package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream on a thread that can be told to stop.
 *
 * <p>openai-java must not close a stream while another thread reads it: the one that closes waits for the one that reads, and on HTTP/1.1
 * OkHttp then forgets the connection without closing it. So the thread that reads is interrupted, and closes it. That ends the read at once
 * on HTTP/2 and on a virtual thread; on another thread, HTTP/1.1 is read until the next byte comes.
 */
final class Reading implements Executor {

    private final AsyncStreamResponse<?> stream;
    private final Executor threads;

    // guarded by this
    private @Nullable Thread reader;
    private boolean telling;
    private boolean cancelled;

    /** @param threads runs each task on a thread of its own, which nobody uses after it */
    Reading(AsyncStreamResponse<?> stream, Executor threads) {
        this.stream = stream;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable reading) {
        threads.execute(() -> {
            reader(Thread.currentThread());
            try {
                reading.run();
            } finally {
                reader(null);
            }
        });
    }

    private synchronized void reader(@Nullable Thread thread) {
        reader = thread;
    }

    /** Runs what tells a listener, which no interrupt must disturb. Returns whether more is wanted. */
    boolean tell(Runnable telling) {
        telling(true);
        try {
            telling.run();
        } finally {
            telling(false);
        }
        return !isCancelled();
    }

    private synchronized void telling(boolean now) {
        telling = now;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        synchronized (this) {
            cancelled = true;
            if (reader != null) {
                if (!telling) {
                    reader.interrupt();
                }
                return;
            }
        }
        stream.close(); // nobody reads it, and nobody will
    }
}
