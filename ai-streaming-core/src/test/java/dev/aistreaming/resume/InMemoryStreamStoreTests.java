package dev.aistreaming.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.testing.ProducedStream;
import dev.aistreaming.testing.StreamStoreContract;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryStreamStoreTests extends StreamStoreContract {

    private final Timer timer = new Timer(Runnable::run);
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000); // nanoTime may overflow
    private final InMemoryStreamStore store = new InMemoryStreamStore(LIMITS, timer, clock::get);

    @AfterEach
    void close() {
        store.close();
        timer.close();
    }

    @Override
    protected StreamStore store() {
        return store;
    }

    @Override
    protected void expire(String streamId) {
        clock.addAndGet(LIMITS.retention().toNanos());
    }

    @Test
    void isEmptyAfterTheRetention() {
        ProducedStream stream = new ProducedStream(store);
        stream.end(1);
        assertThat(store.bytes()).isPositive();
        expire(stream.id);

        assertThat(store.find(stream.id)).isEmpty();
        assertThat(store.bytes()).isZero();
    }
}
