package dev.aistreaming.spring.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;

/**
 * Contains what the application has registered and, in addition, the MDC and the locale. These are not added to the global registry,
 * because Reactor's automatic propagation uses it, too.
 */
final class StreamContextRegistry extends ContextRegistry {

    private final ContextRegistry shared;

    /** The MDC comes first, because a tracer changes it when it restores its own context. */
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
