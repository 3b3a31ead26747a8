package dev.aistreaming.spring.web;

import dev.aistreaming.chat.AiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Keeps the server's exception for a client disconnect away from the application's exception handlers: the stream has ended, and nobody
 * would get their response. If a response has begun and its format cannot express an error, the connection is closed here when only the
 * server can do that, for example with HTTP/2.
 */
public final class StreamExceptionResolver implements HandlerExceptionResolver, Ordered {

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        StreamEmitter emitter = StreamEmitter.of(request);
        if (emitter == null || !response.isCommitted()) {
            return null;
        }
        if (exception instanceof AiException && !emitter.isEventStream()) {
            breakOff(request);
        }
        return new ModelAndView();
    }

    /** An exception that leaves a servlet after the first byte closes the connection. Tomcat would do the same, but log a stack trace. */
    private static void breakOff(HttpServletRequest request) {
        if (request.getAttribute(NonBlockingOutput.CLOSER) instanceof Runnable closer) {
            closer.run();
        } else {
            StreamExceptionResolver.<RuntimeException>throwAsItIs(new BrokenOff());
        }
    }

    /** Resolvers may throw what servlets may throw, although their signature does not say so. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void throwAsItIs(Exception thrown) throws E {
        throw (E) thrown;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** The cause has been logged before, so a stack trace would add nothing. */
    private static final class BrokenOff extends IOException {
        private static final long serialVersionUID = 1;

        BrokenOff() {
            super("the answer was broken off");
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
