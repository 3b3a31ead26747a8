package dev.aistreaming.spring.autoconfigure;

import org.springframework.core.ResolvableType;
import org.springframework.web.method.HandlerMethod;

/** What a controller's method says that it returns, with whatever that is wrapped in. */
final class Returned {

    /** A response, a container, and one more; a type may be its own argument. */
    private static final int MAX_DEPTH = 4;

    private Returned() {}

    /** Whether it is of this type, or something of it, such as {@code ResponseEntity<Mono<SseEmitter>>}. */
    static boolean mentions(HandlerMethod method, Class<?> type) {
        return mentions(ResolvableType.forMethodParameter(method.getReturnType()), type, 0);
    }

    private static boolean mentions(ResolvableType returned, Class<?> type, int depth) {
        if (type.isAssignableFrom(returned.toClass())) {
            return true;
        }
        if (depth < MAX_DEPTH) {
            for (ResolvableType generic : returned.getGenerics()) {
                if (mentions(generic, type, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
