package dev.aistreaming.spring;

import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An emitter that takes whole events, already encoded, and sets the headers that keep proxies from holding them back. */
final class StreamEmitter extends SseEmitter {

    /** Our own timeouts end a stream, not {@code spring.mvc.async.request-timeout}. */
    private static final long NO_TIMEOUT = 0;

    private final Runnable onTakenOver;

    /**
     * @param onTakenOver called when Spring MVC has taken over the emitter, so that what is sent leaves
     */
    StreamEmitter(Runnable onTakenOver) {
        super(NO_TIMEOUT);
        this.onTakenOver = onTakenOver;
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        HttpHeaders headers = response.getHeaders();
        headers.setCacheControl("no-cache");
        headers.set("X-Accel-Buffering", "no");
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                && attributes.getRequest().getProtocol().equals("HTTP/1.1")) {
            headers.setConnection("keep-alive");
        }
        onTakenOver.run();
    }

    /** Writes and flushes. Bytes go past all conversion but the one that leaves them as they are. */
    void write(byte[] events) throws IOException {
        send(Set.of(new DataWithMediaType(events, null)));
    }
}
