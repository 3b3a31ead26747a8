package dev.aistreaming.spring;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * An emitter that takes whole events, already encoded, sets the headers that keep proxies from holding them back, and knows
 * how long the browser has kept it waiting.
 */
final class StreamEmitter extends SseEmitter {

    private static final String REQUEST_ATTRIBUTE = StreamEmitter.class.getName();

    /** Our own timeouts end a stream, not {@code spring.mvc.async.request-timeout}. */
    private static final long NO_TIMEOUT = 0;

    private static final int MAX_INTERRUPTS = 100_000;

    private final Runnable onTakenOver;
    private final AtomicReference<@Nullable Thread> writer = new AtomicReference<>();
    private volatile @Nullable ServletResponse unflushed;
    private volatile boolean interrupted;
    private volatile long writingSince;
    private volatile long lastWrite = System.nanoTime();

    /**
     * @param onTakenOver called when Spring MVC has taken over the emitter, so that what is sent leaves
     */
    StreamEmitter(Runnable onTakenOver) {
        super(NO_TIMEOUT);
        this.onTakenOver = onTakenOver;
    }

    /** Whether the answer to this request is a stream of ours. */
    static boolean answers(HttpServletRequest request) {
        return request.getAttribute(REQUEST_ATTRIBUTE) != null;
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        HttpHeaders headers = response.getHeaders();
        headers.setCacheControl("no-cache");
        headers.set("X-Accel-Buffering", "no");
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            request.setAttribute(REQUEST_ATTRIBUTE, true);
            if (request.getProtocol().equals("HTTP/1.1")) {
                headers.setConnection("keep-alive");
            }
            if (holdsBackWhatItCompresses(request)) {
                headers.set(HttpHeaders.CONTENT_ENCODING, "identity");
            }
        }
        if (response instanceof ServletServerHttpResponse servlet
                && WebUtils.getNativeResponse(servlet.getServletResponse(), ContentCachingResponseWrapper.class)
                        != null) {
            unflushed = servlet.getServletResponse();
        }
        onTakenOver.run();
    }

    /** Writes and flushes. Bytes go past all conversion but the one that leaves them as they are. */
    void write(byte[] events) throws IOException {
        Thread self = Thread.currentThread();
        writeLock.lock();
        try {
            writingSince = System.nanoTime();
            writer.set(self);
            send(Set.of(new DataWithMediaType(events, null)));
            flushPastCaching();
            lastWrite = System.nanoTime();
        } finally {
            leave(self);
            writeLock.unlock();
        }
    }

    /**
     * Jetty gives out nothing of a compressed answer before a good deal has come together, whatever flushes it, but compresses
     * nothing that has an encoding. Tomcat flushes what it compresses, and would name both encodings.
     */
    private static boolean holdsBackWhatItCompresses(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith("jetty/");
    }

    /** A wrapper that caches content, such as that for entity tags, lets what is streamed pass, but not what flushes it. */
    private void flushPastCaching() throws IOException {
        ServletResponse response = unflushed;
        if (response != null) {
            response.getOutputStream().flush();
        }
    }

    /** Writes unless somebody else does: nothing waits behind a slow browser. */
    void writeIfIdle(byte[] events) throws IOException {
        if (writeLock.tryLock()) {
            try {
                write(events);
            } finally {
                writeLock.unlock();
            }
        }
    }

    private void leave(Thread self) {
        while (!writer.compareAndSet(self, null)) {
            Thread.onSpinWait(); // somebody is just interrupting this thread
        }
        if (interrupted) {
            Thread.interrupted(); // meant for the write, which is over
        }
    }

    /** How long the write under way has lasted; zero where there is none. */
    Duration blockedFor() {
        return writer.get() == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - writingSince);
    }

    /** How long nothing has been written. */
    Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastWrite);
    }

    /**
     * Ends a write that the browser blocks, by interrupting it. Jetty gives up at once. Tomcat swallows an interrupt while it
     * waits for the socket, and gives up at the one that meets it when it tries to write again right after that.
     */
    void interruptWrite() {
        Thread blocked = writer.get();
        Thread self = Thread.currentThread();
        if (blocked == null) {
            return;
        }
        interrupted = true;
        // while the place of the writer is taken, its thread cannot go on to anything the interrupt is not meant for
        for (int i = 0; i < MAX_INTERRUPTS && writer.compareAndSet(blocked, self); i++) {
            blocked.interrupt();
            writer.set(blocked);
            Thread.onSpinWait();
        }
    }
}
