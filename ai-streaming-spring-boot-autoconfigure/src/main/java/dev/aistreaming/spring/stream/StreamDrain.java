package dev.aistreaming.spring.stream;

import dev.aistreaming.thread.Threads;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the open streams on shutdown, before the web server waits for its requests to end. Accepts streams again if the application is
 * started again.
 */
public final class StreamDrain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StreamDrain.class);

    /** The graceful shutdown of Spring Boot's web server is 1024 below the highest phase, and higher phases stop first. */
    private static final int BEFORE_THE_WEB_SERVER = SmartLifecycle.DEFAULT_PHASE - 512;

    private final StreamRegistry streams;
    private final Threads threads;
    private final Duration drainTimeout;
    private volatile boolean running;

    /**
     * Creates a drain. Nothing happens before {@link #stop}.
     *
     * @param streams the streams to end
     * @param threads runs code that may block; not closed here
     * @param drainTimeout how long streams may continue
     */
    public StreamDrain(StreamRegistry streams, Threads threads, Duration drainTimeout) {
        this.streams = streams;
        this.threads = threads;
        this.drainTimeout = drainTimeout;
    }

    @Override
    public void start() {
        streams.reopen();
        running = true;
    }

    @Override
    public void stop() {
        drain();
    }

    @Override
    public void stop(Runnable callback) {
        new Thread(
                        () -> {
                            drain();
                            callback.run();
                        },
                        "ai-streaming-drain")
                .start();
    }

    private void drain() {
        running = false;
        int open = streams.count();
        if (open > 0) {
            log.info("Open AI streams: {}. They may go on for {} ms", open, drainTimeout.toMillis());
        }
        try {
            streams.drain(drainTimeout, threads::execute);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Returns {@code false}: the web server is not paused either, so streams continue. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}
