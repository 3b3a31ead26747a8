package dev.aistreaming.spring.web;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/** A request and its response that Spring MVC has taken over, as the server and the filters on the way have them. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {

    /** The request's attribute with a {@link Runnable} that closes its connection at once, where that does not end the request by itself. */
    static final String BREAKER = "dev.aistreaming.spring.connection-breaker";

    /** Wrappers of the response that change nothing of its body, and pass on how it is written. */
    private static final List<String> TRANSPARENT =
            List.of("org.springframework.security.web.", "org.springframework.session.web.");

    /** Closes the connection at once, and so ends the request; {@code null}: the server cannot, or others use the connection. */
    @Nullable
    Runnable closer() {
        return isHttp11() ? runnable(NonBlockingOutput.CLOSER) : null;
    }

    /** Closes the connection at once, and leaves the request to be ended; {@code null}: as above. */
    @Nullable
    Runnable breaker() {
        return runnable(BREAKER);
    }

    private @Nullable Runnable runnable(String attribute) {
        return request.getAttribute(attribute) instanceof Runnable known ? known : null;
    }

    private boolean isHttp11() {
        return request.getProtocol().equals("HTTP/1.1");
    }

    /** Whether a wrapper that caches content is on the way, which lets what is streamed pass, but not what flushes it. */
    boolean isCaching() {
        return WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class) != null;
    }

    /** Whether the head has left, and nothing on the way changes what comes after it. */
    boolean isPassedThrough() {
        if (!response.isCommitted()) {
            return false;
        }
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            String name = wrapper.getClass().getName();
            if (TRANSPARENT.stream().noneMatch(name::startsWith)) {
                return false;
            }
            inner = wrapper.getResponse();
        }
        return true;
    }

    /** Tomcat takes a request back whose response has failed on the thread of the request only if it is over by then. */
    void endNow() {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }
}
