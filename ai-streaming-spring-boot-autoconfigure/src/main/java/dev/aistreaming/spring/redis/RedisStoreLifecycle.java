package dev.aistreaming.spring.redis;

import org.springframework.context.SmartLifecycle;

/** Disconnects a store from Redis after the last stream has ended, and before the connection factory stops. */
public final class RedisStoreLifecycle implements SmartLifecycle {

    /** The web server stops 2048 below the highest phase, and connection factories stop at 0. Higher phases stop first. */
    private static final int AFTER_THE_WEB_SERVER = DEFAULT_PHASE - 4096;

    private final RedisStreamStore store;
    private volatile boolean running;

    /** Creates a lifecycle. Nothing happens before {@link #stop}. */
    public RedisStoreLifecycle(RedisStreamStore store) {
        this.store = store;
    }

    @Override
    public void start() {
        running = true;
        store.comeBack();
    }

    @Override
    public void stop() {
        running = false;
        store.leave();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return AFTER_THE_WEB_SERVER;
    }
}
