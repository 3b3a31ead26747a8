package dev.aistreaming.spring.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;

/**
 * What the application has registered, and besides that the MDC and the locale. Those are not put into the registry that all
 * share, for it is also that of Reactor's automatic propagation.
 */
final class StreamContextRegistry extends ContextRegistry {

    private final ContextRegistry shared;

    /** The MDC comes first: a tracer changes it when its own context is restored. */
    private final List<ThreadLocalAccessor<?>> ours = List.of(new Slf4jThreadLocalAccessor(), new LocaleAccessor());

    StreamContextRegistry(ContextRegistry shared) {
        this.shared = shared;
    }

    @Override
    public List<ThreadLocalAccessor<?>> getThreadLocalAccessors() {
        List<ThreadLocalAccessor<?>> theirs = shared.getThreadLocalAccessors();
        List<ThreadLocalAccessor<?>> all = new ArrayList<>(ours);
        all.removeIf(own -> theirs.stream().anyMatch(other -> other.key().equals(own.key())));
        all.addAll(theirs);
        return all;
    }
}
