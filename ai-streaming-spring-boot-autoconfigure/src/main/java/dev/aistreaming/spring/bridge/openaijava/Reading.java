package dev.aistreaming.spring.bridge.openaijava;

import com.openai.core.http.AsyncStreamResponse;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads one stream on a thread that can be told to stop.
 *
 * <p>openai-java closes a stream under the lock that is held while it is read. On HTTP/2 the read ends at once; on HTTP/1.1 the stream is
 * closed when the next byte comes, unless the read is one of a virtual thread, which an interrupt ends.
 */
final class Reading implements Executor {

    private final AsyncStreamResponse<?> stream;
    private final Executor threads;
    private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

    /** @param threads runs each task on a thread of its own */
    Reading(AsyncStreamResponse<?> stream, Executor threads) {
        this.stream = stream;
        this.threads = threads;
    }

    @Override
    public void execute(Runnable reading) {
        threads.execute(() -> {
            reader.set(Thread.currentThread());
            try {
                reading.run();
            } finally {
                reader.set(null);
            }
        });
    }

    void cancel() {
        threads.execute(() -> {
            Thread reading = reader.get();
            if (reading != null) {
                reading.interrupt();
            }
            stream.close();
        });
    }
}
