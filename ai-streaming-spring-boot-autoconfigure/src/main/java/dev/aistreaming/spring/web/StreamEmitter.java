package dev.aistreaming.spring.web;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * An emitter for whole, encoded events. It sets the headers that keep proxies from buffering, and knows how long the browser has blocked
 * it.
 */
public final class StreamEmitter extends SseEmitter implements BrowserResponse {

    private static final Logger log = LoggerFactory.getLogger(StreamEmitter.class);
    private static final String REQUEST_ATTRIBUTE = StreamEmitter.class.getName();

    /** A stream ends by our own timeouts, not by {@code spring.mvc.async.request-timeout}. */
    private static final long NO_TIMEOUT = 0;

    private static final byte[] NOTHING = {};

    private final ResponseOwner owner;
    private final ResponseHead head;
    private volatile BrowserOutput output;
    private volatile @Nullable ServletResponse unflushed;
    private volatile boolean completed;
    private volatile long lastWrite = System.nanoTime();

    // guarded by writeLock
    private boolean written;
    private @Nullable Throwable failure;
    private @Nullable Exchange exchange;
    private boolean headWaits;

    /**
     * @param owner is resumed when Spring MVC has taken over the emitter, so that queued bytes are sent
     * @param head status and headers
     * @param limit limits the number of blocked writes
     */
    StreamEmitter(ResponseOwner owner, ResponseHead head, WriteLimit limit) {
        super(NO_TIMEOUT);
        this.output = new BlockingOutput(this::sendEncoded, limit, owner::giveUp);
        this.owner = owner;
        this.head = head;
    }

    /** Returns the emitter of this request; {@code null} if its response is not one of our streams. */
    public static @Nullable StreamEmitter of(HttpServletRequest request) {
        return (StreamEmitter) request.getAttribute(REQUEST_ATTRIBUTE);
    }

    /** Whether a failure is reported with an event. If not, a failure closes the connection. */
    boolean isEventStream() {
        return head.isEventStream();
    }

    /** Sets the headers that keep proxies from buffering. */
    static void keepFromBuffering(HttpHeaders headers) {
        headers.setCacheControl("no-cache");
        headers.set("X-Accel-Buffering", "no");
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        HttpHeaders sent = response.getHeaders();
        keepFromBuffering(sent);
        head.headers().forEach(sent::set);
        if (head.streamId() != null) {
            sent.set(ResponseHead.STREAM_ID, head.streamId());
        }
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            request.setAttribute(REQUEST_ATTRIBUTE, this);
            if (request.getProtocol().equals("HTTP/1.1")) {
                sent.setConnection("keep-alive");
            }
            if (holdsBackWhatItCompresses(request)) {
                sent.set(HttpHeaders.CONTENT_ENCODING, "identity");
            }
        }
        owner.resume();
    }

    @Override
    public void write(byte[] events) throws IOException {
        writeLock.lock();
        try {
            output.write(events);
            lastWrite = System.nanoTime();
            written = true;
            if (headWaits && exchange != null) {
                headWaits = false;
                stopBlocking(exchange);
            }
        } finally {
            writeLock.unlock();
        }
    }

    /** Sends bytes without any conversion. */
    private void sendEncoded(byte[] events) throws IOException {
        send(Set.of(new DataWithMediaType(events, null)));
        flushPastCaching();
    }

    /**
     * Jetty sends compressed content only after a large part of it has accumulated, even if it is flushed, but does not compress content
     * that has an encoding. Tomcat does flush compressed content, and would list both encodings.
     */
    private static boolean holdsBackWhatItCompresses(HttpServletRequest request) {
        return request.getServletContext().getServerInfo().startsWith("jetty/");
    }

    /** A wrapper that caches content, such as the one for ETags, lets streamed content through, but not flushes. */
    private void flushPastCaching() throws IOException {
        ServletResponse response = unflushed;
        if (response != null) {
            response.getOutputStream().flush();
        }
    }

    @Override
    public void writeIfIdle(byte[] events) throws IOException {
        if (writeLock.tryLock()) {
            try {
                write(events);
            } finally {
                writeLock.unlock();
            }
        }
    }

    @Override
    public Duration blockedFor() {
        return output.blockedFor();
    }

    @Override
    public boolean takes() {
        return output.takes();
    }

    @Override
    public Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastWrite);
    }

    @Override
    public void breakOff() {
        output.breakOff();
    }

    @Override
    public boolean isNonBlocking() {
        return output.isNonBlocking();
    }

    @Override
    public boolean hasWritten() {
        writeLock.lock();
        try {
            return written;
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public void whenWritten(Runnable task) {
        writeLock.lock();
        try {
            output.whenWritten(task);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public void complete() {
        end(super::complete);
    }

    @Override
    public void completeWithError(Throwable failure) {
        end(() -> super.completeWithError(failure));
    }

    /** Before Spring MVC has taken over, this has to wait until the queued bytes are sent. */
    @Override
    public void fail(Throwable cause) {
        writeLock.lock();
        try {
            Exchange known = exchange;
            if (!written) {
                completeWithError(cause);
            } else if (known == null) {
                failure = cause;
            } else {
                breakOff(known, cause);
            }
        } finally {
            writeLock.unlock();
        }
    }

    private void breakOff(Exchange known, Throwable cause) {
        Runnable closer = known.closer();
        Runnable breaker = known.breaker();
        if (closer != null) {
            end(closer);
        } else if (breaker != null) {
            breaker.run();
            complete();
        } else {
            completeWithError(cause);
        }
    }

    private void end(Runnable last) {
        completed = true;
        close();
        try {
            last.run();
        } catch (IllegalStateException e) {
            log.debug("The server has ended the request before", e); // and may reuse its response
        }
    }

    @Override
    public void close() {
        if (output instanceof NonBlockingOutput direct) {
            direct.close();
        }
    }

    /** Spring MVC has taken over the response. Before that, only the thread of the request may touch it. */
    void takenOver(HttpServletRequest request, HttpServletResponse response) {
        Exchange taken = new Exchange(request, response);
        writeLock.lock();
        try {
            exchange = taken;
            headWaits = !head.isEventStream() && !written;
            if (failure != null) {
                fail(failure);
            } else if (!completed) {
                if (taken.isCaching()) {
                    unflushed = response;
                }
                if (!headWaits) {
                    flushPastCaching();
                    stopBlocking(taken);
                }
            }
        } catch (IOException | IllegalStateException e) {
            owner.browserLeft(e);
            taken.endNow();
        } finally {
            writeLock.unlock();
        }
    }

    /** Switches to non-blocking writes, if the server supports them and no wrapper changes what is written. */
    private void stopBlocking(Exchange taken) throws IOException {
        Runnable closer = taken.closer();
        if (closer != null && taken.isPassedThrough()) {
            sendEncoded(NOTHING); // fails if the head could not be sent, which the server tells nobody
            NonBlockingOutput direct =
                    new NonBlockingOutput(taken.response().getOutputStream(), writeLock, owner, closer);
            output = direct;
            direct.start();
        }
    }
}
