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
 * Keeps the exception by which a server reports that the browser of a stream has left from the exception handlers of the
 * application: the stream has ended by then, and there is nobody to answer. A response that has begun, and has no words for the error
 * that ends it, is broken off here where that cannot be done without the server, such as one of HTTP/2.
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

    /** Whatever leaves a servlet after the first byte breaks the response off, which Tomcat would do with a stack trace in the log. */
    private static void breakOff(HttpServletRequest request) {
        if (request.getAttribute(NonBlockingOutput.CLOSER) instanceof Runnable closer) {
            closer.run();
        } else {
            StreamExceptionResolver.<RuntimeException>throwAsItIs(new BrokenOff());
        }
    }

    /** Resolvers may throw what servlets may, though they do not say so. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Exception> void throwAsItIs(Exception thrown) throws E {
        throw (E) thrown;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** Somebody has logged the cause before, and where it happened is no news. */
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
