package dev.aistreaming.spring.web;

import java.util.Set;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The headers of a stream and nothing after them, which nobody is asked for: Spring MVC runs a GET handler for HEAD, too. */
public final class HeadEmitter extends SseEmitter {

    private static final Set<String> METHODS = Set.of("HEAD", "OPTIONS");

    public HeadEmitter() {
        complete();
    }

    /** Whether the current request wants no more than this. */
    public static boolean isWanted() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && METHODS.contains(attributes.getRequest().getMethod());
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        StreamEmitter.keepFromBuffering(response.getHeaders());
    }
}
