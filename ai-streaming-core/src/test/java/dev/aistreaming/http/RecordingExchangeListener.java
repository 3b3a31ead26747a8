package dev.aistreaming.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records an exchange, and every breach of the contract: callbacks at the same time, or after the end. */
class RecordingExchangeListener implements ExchangeListener {

    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicInteger endings = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int status;
    private volatile @Nullable Throwable failure;

    @Override
    public void onHead(int status, Headers headers) {
        callback("onHead", () -> this.status = status);
    }

    @Override
    public void onBody(List<ByteBuffer> bytes) {
        callback("onBody", () -> {
            int length = 0;
            for (ByteBuffer buffer : bytes) {
                byte[] read = new byte[buffer.remaining()];
                buffer.get(read);
                synchronized (body) {
                    body.writeBytes(read);
                }
                length += read.length;
            }
            handle(length);
        });
    }

    /** For a test that wants to do something in the middle of a callback. */
    protected void handle(int length) {}

    @Override
    public void onEnd() {
        callback("onEnd", endings::incrementAndGet);
        ended.countDown();
    }

    @Override
    public void onFailure(Throwable cause) {
        callback("onFailure", () -> {
            failure = cause;
            endings.incrementAndGet();
        });
        ended.countDown();
    }

    @Override
    public boolean isNonBlocking() {
        return true;
    }

    private void callback(String name, Runnable action) {
        if (!inside.compareAndSet(false, true)) {
            breaches.add(name + " while another callback ran");
        }
        if (endings.get() > 0) {
            breaches.add(name + " after the end");
        }
        try {
            action.run();
        } finally {
            inside.set(false);
        }
    }

    boolean hasEnded() {
        return endings.get() > 0;
    }

    int status() {
        return status;
    }

    int received() {
        synchronized (body) {
            return body.size();
        }
    }

    private void await() {
        try {
            assertThat(ended.await(30, TimeUnit.SECONDS))
                    .as("the exchange ends")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(breaches).isEmpty();
        assertThat(endings).hasValue(1);
    }

    /** The whole body, which must have come. */
    String body() {
        await();
        if (failure != null) {
            throw new AssertionError("no end but a failure", failure);
        }
        synchronized (body) {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    /** The failure, which must have come. */
    Throwable failure() {
        await();
        Throwable cause = failure;
        if (cause == null) {
            throw new AssertionError("no failure but an end");
        }
        return cause;
    }
}
