package dev.aistreaming.sample;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Rejects requests that another site makes a visitor's browser send, for example with an image whose URL asks a question: each answer
 * costs money. Browsers declare the origin of a request by themselves, and a page cannot change it.
 */
final class SameSiteOnly implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Pages of other sites may not ask here.");
        }
        return true;
    }
}
