package dev.aistreaming.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/**
 * Lets the request of a stream end as the user who opened it.
 *
 * <p>The end of a stream is dispatched through Spring Security once more. By then a context that a filter of the application
 * has set without saving it is gone, as is that of a user who has signed out in the meantime, and the end of an answer that was
 * already permitted would be denied. So the request remembers its user; nothing else is permitted by that.
 */
public final class StreamSecurityInterceptor implements AsyncHandlerInterceptor {

    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    /** On the thread of the request, and before anything can be dispatched. */
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user != null && StreamEmitter.of(request) != null) {
            // a context of its own: signing out empties the one that the session shares
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(user);
            contexts.saveContext(context, request, response);
        }
    }
}
