package dev.aistreaming.spring.bridge.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.openai.core.http.AsyncStreamResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a stream is read while nobody takes what comes, and how its reader is stopped. */
class ReadingTests implements AsyncStreamResponse<String> {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    private final AtomicReference<Thread> reader = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    public AsyncStreamResponse<String> subscribe(AsyncStreamResponse.Handler<? super String> handler) {
        return this;
    }

    @Override
    public AsyncStreamResponse<String> subscribe(
            AsyncStreamResponse.Handler<? super String> handler, Executor executor) {
        return this;
    }

    @Override
    public CompletableFuture<Void> onCompleteFuture() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }

    private Reading readAll() {
        Reading reading = new Reading(this, threads);
        reading.execute(() -> {
            reader.set(Thread.currentThread());
            boolean wanted = true;
            while (wanted) {
                wanted = reading.tell(told::incrementAndGet);
            }
            ended.set(true);
        });
        return reading;
    }

    private void awaitWaiting() {
        await().until(() -> reader.get() != null && reader.get().getState() == Thread.State.WAITING);
    }

    @Test
    void readsNoFurtherThanALittleAheadOfWhoeverTakesIt() {
        Reading reading = readAll();
        awaitWaiting();
        int first = told.get();
        assertThat(first).isLessThan(100);
        reading.request();

        await().until(() -> told.get() == 2 * first);
        awaitWaiting();
        assertThat(told).hasValue(2 * first);
        reading.cancel();
    }

    @Test
    void aReaderThatWaitsEndsWhenItIsCancelled() {
        Reading reading = readAll();
        awaitWaiting();
        reading.cancel();

        await().untilTrue(ended);
        assertThat(closes).hasValue(0); // the one that reads does it
    }

    @Test
    void aReaderThatCancelsIsNotInterrupted() {
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        Reading reading = new Reading(this, threads);
        reading.execute(() -> {
            reading.cancel();
            interrupted.set(Thread.currentThread().isInterrupted());
        });

        await().untilAsserted(() -> assertThat(interrupted).hasValue(false));
    }

    @Test
    void aStreamThatIsCancelledBeforeItsHeadHasNoReader() {
        CountDownLatch head = new CountDownLatch(1);
        Reading reading = new Reading(
                this,
                task -> threads.execute(() -> {
                    await().until(() -> head.getCount() == 0);
                    task.run();
                    ended.set(true);
                }));
        reading.execute(told::incrementAndGet);
        reading.cancel();
        head.countDown();

        await().untilTrue(ended);
        assertThat(told).hasValue(0);
        assertThat(closes).hasValue(1);
    }
}
