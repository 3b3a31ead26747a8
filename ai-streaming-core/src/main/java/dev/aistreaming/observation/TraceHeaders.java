package dev.aistreaming.observation;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Supplies the HTTP headers that continue the current trace at the provider. Baggage is not sent: it belongs to the application and
 * may identify its users.
 */
public final class TraceHeaders implements Supplier<Map<String, String>> {

    private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        NAMES.addAll(Set.of(
                "traceparent",
                "tracestate",
                "b3",
                "X-B3-TraceId",
                "X-B3-SpanId",
                "X-B3-ParentSpanId",
                "X-B3-Sampled",
                "X-B3-Flags"));
    }

    private final ObservationRegistry registry;

    /** @param registry the registry that observes calls */
    public TraceHeaders(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Returns an empty map unless an observed and traced call is being started on this thread. */
    @Override
    public Map<String, String> get() {
        ObservationView current = registry.getCurrentObservation();
        while (current != null && !(current.getContextView() instanceof ChatObservationContext)) {
            current = current.getContextView().getParentObservation();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (current != null && current.getContextView() instanceof ChatObservationContext context) {
            Map<String, String> all = context.getCarrier();
            if (all != null) {
                all.forEach((name, value) -> {
                    if (NAMES.contains(name)) {
                        headers.put(name, value);
                    }
                });
            }
        }
        return headers;
    }
}
