package dev.aistreaming.spring.web;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/** A request and its response after Spring MVC has taken them over, as the server and its filters see them. */
record Exchange(HttpServletRequest request, HttpServletResponse response) {

    /** The request attribute that holds a {@link Runnable} which closes the connection at once, if that does not end the request. */
    static final String BREAKER = "dev.aistreaming.spring.connection-breaker";

    /** Wrappers of the response that do not change its body, and do not change how it is written. */
    private static final List<String> TRANSPARENT =
            List.of("org.springframework.security.web.", "org.springframework.session.web.");

    /** Closes the connection at once, which ends the request; {@code null} if the server cannot do so, or if the connection is shared. */
    @Nullable
    Runnable closer() {
        return isHttp11() ? runnable(NonBlockingOutput.CLOSER) : null;
    }

    /** Closes the connection at once, but does not end the request; {@code null} as above. */
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

    /** Whether there is a wrapper that caches content. It lets streamed content through, but not flushes. */
    boolean isCaching() {
        return WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class) != null;
    }

    /** Whether the head has been sent and no wrapper changes what follows. */
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

    /** If a response fails on the thread of the request, Tomcat recycles the request only if it has ended by then. */
    void endNow() {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }
}
