package dev.aistreaming.spring.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An answer of which everything has been seen: 204, after which an {@code EventSource} does not come back. */
final class NoContentEmitter extends SseEmitter {

    NoContentEmitter() {
        complete();
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.NO_CONTENT);
    }
}
