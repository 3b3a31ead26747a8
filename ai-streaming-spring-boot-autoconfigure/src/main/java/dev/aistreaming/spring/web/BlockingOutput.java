package dev.aistreaming.spring.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes that block until the browser has taken the bytes. Works on any server and through any filter, and uses one thread per blocked
 * browser.
 */
final class BlockingOutput implements BrowserOutput, WriteLimit.Write {

    private static final int MAX_INTERRUPTS = 100_000;

    private final Sink sink;
    private final WriteLimit limit;
    private final Runnable onGivenUp;
    private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();
    private volatile boolean interrupted;
    private volatile long writingSince;

    /** Takes the bytes. */
    interface Sink {
        void write(byte[] events) throws IOException;
    }

    /**
     * @param limit limits the number of blocked writes
     * @param onGivenUp ends the stream and {@linkplain #breakOff aborts} the write if there are too many
     */
    BlockingOutput(Sink sink, WriteLimit limit, Runnable onGivenUp) {
        this.sink = sink;
        this.limit = limit;
        this.onGivenUp = onGivenUp;
    }

    @Override
    public void write(byte[] events) throws IOException {
        Thread self = Thread.currentThread();
        try {
            writingSince = System.nanoTime();
            writer.set(self);
            limit.enter(this);
            sink.write(events);
        } finally {
            leave(self);
            limit.leave(this);
        }
    }

    private void leave(Thread self) {
        while (!writer.compareAndSet(self, null)) {
            Thread.onSpinWait(); // somebody is interrupting this thread right now
        }
        if (interrupted) {
            Thread.interrupted(); // meant for the write, which is over
        }
    }

    @Override
    public void whenWritten(Runnable task) {
        task.run();
    }

    @Override
    public Duration blockedFor() {
        return writer.get() == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - writingSince);
    }

    @Override
    public void giveUp() {
        onGivenUp.run();
    }

    /** The writing thread waits. */
    @Override
    public boolean takes() {
        return true;
    }

    /**
     * Interrupts a write that the browser blocks. Jetty gives up at once. Tomcat swallows an interrupt while it waits for the socket, and
     * gives up at the interrupt that it meets when it tries to write again right after that.
     */
    @Override
    public void breakOff() {
        Thread blocked = writer.get();
        Thread self = Thread.currentThread();
        if (blocked == null) {
            return;
        }
        interrupted = true;
        // while the writer's place is taken, its thread cannot proceed to anything that the interrupt is not meant for
        for (int i = 0; i < MAX_INTERRUPTS && writer.compareAndSet(blocked, self); i++) {
            blocked.interrupt();
            writer.set(blocked);
            Thread.onSpinWait();
        }
    }

    @Override
    public boolean isNonBlocking() {
        return false;
    }
}
