package dev.aistreaming.spring.web;

import java.util.Map;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The headers of a stream and nothing after them, which nobody is asked for: Spring MVC runs a GET handler for HEAD, too. */
final class HeadEmitter extends SseEmitter {

    private final Map<String, String> headers;

    /** @param headers those of the response besides what every stream has */
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
