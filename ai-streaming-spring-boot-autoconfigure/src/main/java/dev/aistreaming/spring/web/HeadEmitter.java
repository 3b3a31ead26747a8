package dev.aistreaming.spring.web;

import java.util.Map;
import java.util.Set;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The headers of a stream and nothing after them, which nobody is asked for: Spring MVC runs a GET handler for HEAD, too. */
public final class HeadEmitter extends SseEmitter {

    private static final Set<String> METHODS = Set.of("HEAD", "OPTIONS");

    private final Map<String, String> headers;

    /** @param headers those of the response besides what every stream has */
    public HeadEmitter(Map<String, String> headers) {
        this.headers = headers;
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
        headers.forEach(response.getHeaders()::set);
    }
}
