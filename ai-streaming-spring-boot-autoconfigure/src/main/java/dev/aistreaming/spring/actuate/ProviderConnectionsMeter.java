package dev.aistreaming.spring.actuate;

import dev.aistreaming.spring.provider.Transports;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** Counts the connections to providers. */
public final class ProviderConnectionsMeter implements MeterBinder {

    static final String NAME = "ai.streaming.provider.connections";

    private final Transports transports;

    public ProviderConnectionsMeter(Transports transports) {
        this.transports = transports;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bind(registry, "active", Transports::activeConnections);
        bind(registry, "idle", Transports::idleConnections);
    }

    private void bind(MeterRegistry registry, String state, ToDoubleFunction<Transports> count) {
        Gauge.builder(NAME, transports, count)
                .description("Connections to AI providers, in use or waiting for their next use")
                .tag("state", state)
                .register(registry);
    }
}
