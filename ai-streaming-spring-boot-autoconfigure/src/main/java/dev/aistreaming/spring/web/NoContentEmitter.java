package dev.aistreaming.spring.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Responds with 204 if the browser has seen the whole answer. An {@code EventSource} does not reconnect after that. */
final class NoContentEmitter extends SseEmitter {

    NoContentEmitter() {
        complete();
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.NO_CONTENT);
    }
}
