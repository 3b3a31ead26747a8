package dev.aistreaming.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The observation context of a call. Its carrier receives the headers that continue the trace; whether they are actually sent is
 * decided elsewhere.
 */
public final class ChatObservationContext extends SenderContext<Map<String, String>> {

    private final ChatOperation operation;

    ChatObservationContext(ChatOperation operation) {
        super(
                (headers, name, value) -> {
                    if (headers != null) {
                        headers.put(name, value);
                    }
                },
                Kind.CLIENT);
        this.operation = operation;
        setCarrier(new LinkedHashMap<>());
        setRemoteServiceName(operation.provider().name());
    }

    /** What is known about the call. Contains user input. */
    public ChatOperation operation() {
        return operation;
    }
}
