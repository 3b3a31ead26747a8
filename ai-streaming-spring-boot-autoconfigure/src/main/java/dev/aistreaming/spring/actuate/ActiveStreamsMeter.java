package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.ActiveStreams;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Counts the open streams. */
public final class ActiveStreamsMeter implements MeterBinder {

    static final String NAME = "ai.streaming.streams.active";

    private final ActiveStreams streams;

    public ActiveStreamsMeter(ActiveStreams streams) {
        this.streams = streams;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(NAME, streams, ActiveStreams::count)
                .description("AI answers that are being written at this moment")
                .register(registry);
    }
}
