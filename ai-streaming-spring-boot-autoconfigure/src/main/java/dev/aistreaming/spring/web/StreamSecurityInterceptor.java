package dev.aistreaming.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Lets the request of a stream end as the user who opened the stream.
 *
 * <p>The end of a stream is dispatched through Spring Security again. By then, a security context that a filter has set without saving it
 * is gone, as is the context of a user who has signed out, and the end of an answer that had been permitted would be denied. So the
 * request remembers its user. This permits nothing else.
 */
public final class StreamSecurityInterceptor implements AsyncHandlerInterceptor {

    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    /** Called on the thread of the request, before anything can be dispatched. */
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user != null && StreamEmitter.of(request) != null) {
            // a new context, because signing out clears the one of the session
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(user);
            contexts.saveContext(context, request, response);
        }
    }
}
