package dev.aistreaming.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.AsyncHandlerInterceptor;

/** Tells a stream that Spring MVC has taken it over. Called on the thread of the request. */
public final class StreamInterceptor implements AsyncHandlerInterceptor {

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        StreamEmitter emitter = StreamEmitter.of(request);
        if (emitter != null) {
            emitter.takenOver(request, response);
        }
    }
}
