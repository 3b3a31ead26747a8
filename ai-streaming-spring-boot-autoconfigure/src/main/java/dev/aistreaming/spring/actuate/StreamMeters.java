package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.StreamOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/** Counts the outcomes of streams by the provider that was asked. */
public final class StreamMeters implements StreamObserver {

    static final String STREAMS = "ai.streaming.streams";
    static final String CANCEL_LATENCY = "ai.streaming.cancel.latency";

    private static final String PROVIDER = "provider";

    private final MeterRegistry registry;

    public StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(String provider, StreamOutcome outcome) {
        Counter.builder(STREAMS)
                .description("AI answers that have ended, and how")
                .tag(PROVIDER, provider)
                .tag("outcome", outcome.tag())
                .register(registry)
                .increment();
    }

    @Override
    public void cancelled(String provider, Duration latency) {
        Timer.builder(CANCEL_LATENCY)
                .description("Time from a browser that has left, or a cancellation, to the end of the provider's call")
                .serviceLevelObjectives(LongStream.of(1, 5, 10, 50, 100, 500, 1000, 5000)
                        .mapToObj(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .tag(PROVIDER, provider)
                .register(registry)
                .record(latency);
    }
}
