package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.redis.RedisStreamStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Counts the streams that Redis has missed. */
public final class UncopiedStreamsMeter implements MeterBinder {

    static final String NAME = "ai.streaming.streams.uncopied";

    private final RedisStreamStore store;

    public UncopiedStreamsMeter(RedisStreamStore store) {
        this.store = store;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder(NAME, store, RedisStreamStore::uncopiedStreams)
                .description(
                        "AI answers that only the instance that writes them can resume, because Redis has missed them")
                .register(registry);
    }
}
