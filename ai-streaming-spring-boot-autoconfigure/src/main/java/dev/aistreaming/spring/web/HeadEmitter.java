package dev.aistreaming.spring.web;

import java.util.Map;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends only the headers of a stream, without asking a provider: Spring MVC runs a GET handler for HEAD requests, too. */
final class HeadEmitter extends SseEmitter {

    private final Map<String, String> headers;

    /** @param headers headers of the response in addition to those of every stream */
    HeadEmitter(Map<String, String> headers) {
        this.headers = headers;
        complete();
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        StreamEmitter.keepFromBuffering(response.getHeaders());
        headers.forEach(response.getHeaders()::set);
    }
}
