package dev.aistreaming.spring.web;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;

/**
 * An emitter that takes whole events, already encoded, sets the headers that keep proxies from holding them back, and knows
 * how long the browser has kept it waiting.
 */
public final class StreamEmitter extends SseEmitter {

    private static final Logger log = LoggerFactory.getLogger(StreamEmitter.class);
    private static final String REQUEST_ATTRIBUTE = StreamEmitter.class.getName();

    /** Our own timeouts end a stream, not {@code spring.mvc.async.request-timeout}. */
    private static final long NO_TIMEOUT = 0;

    private static final String STREAM_ID_HEADER = "X-AI-Stream-Id";
    private static final byte[] NOTHING = {};

    /** Wrappers of the response that change nothing of its body, and pass on how it is written. */
    private static final List<String> TRANSPARENT =
            List.of("org.springframework.security.web.", "org.springframework.session.web.");

    private final NonBlockingOutput.Producer producer;
    private final ResponseHead head;
    private volatile BrowserOutput output;
    private volatile @Nullable ServletResponse unflushed;
    private volatile boolean completed;
    private volatile long lastWrite = System.nanoTime();

    // guarded by writeLock
    private boolean written;
    private @Nullable Exchange uncommitted;

    /**
     * @param producer resumed when Spring MVC has taken over the emitter, so that what is sent leaves
     * @param head how the response begins
     * @param limit of writes that are blocked
     * @param onGivenUp ends the stream where one write is too many
     */
    StreamEmitter(NonBlockingOutput.Producer producer, ResponseHead head, WriteLimit limit, Runnable onGivenUp) {
        super(NO_TIMEOUT);
        this.output = new BlockingOutput(this::sendEncoded, limit, onGivenUp);
        this.producer = producer;
        this.head = head;
    }

    /** The answer to this request; {@code null} if that is no stream of ours. */
    public static @Nullable StreamEmitter of(HttpServletRequest request) {
        return (StreamEmitter) request.getAttribute(REQUEST_ATTRIBUTE);
    }

    /** Whether it ends with comments and words where it fails; if not, its response is broken off. */
    boolean isEventStream() {
        return head.isEventStream();
    }

    /** What keeps proxies from holding a stream back. */
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
            sent.set(STREAM_ID_HEADER, head.streamId());
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
        producer.resume();
    }

    /** Writes and flushes. */
    void write(byte[] events) throws IOException {
        writeLock.lock();
        try {
            output.write(events);
            lastWrite = System.nanoTime();
            written = true;
            Exchange begun = uncommitted;
            if (begun != null) {
                uncommitted = null;
                stopBlocking(begun);
            }
        } finally {
            writeLock.unlock();
        }
    }

    /** Bytes go past all conversion but the one that leaves them as they are. */
    private void sendEncoded(byte[] events) throws IOException {
        send(Set.of(new DataWithMediaType(events, null)));
        flushPastCaching();
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

    /** How long the browser has been taking nothing; zero where nothing waits for it. */
    Duration blockedFor() {
        return output.blockedFor();
    }

    /** Whether what is written now does not only wait for the browser. */
    boolean takes() {
        return output.takes();
    }

    /** How long nothing has been written. */
    Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastWrite);
    }

    /** Gives up what the browser does not take. */
    void breakOff() {
        output.breakOff();
    }

    /** Whether writing never waits for the browser, from now on. */
    public boolean isNonBlocking() {
        return output.isNonBlocking();
    }

    /** Whether anything has been sent, or waits to be. */
    boolean hasWritten() {
        writeLock.lock();
        try {
            return written;
        } finally {
            writeLock.unlock();
        }
    }

    /** Runs a task when the browser has taken everything. */
    void whenWritten(Runnable task) {
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

    private void end(Runnable last) {
        completed = true;
        close();
        try {
            last.run();
        } catch (IllegalStateException e) {
            log.debug("The server has ended the request before", e); // and may use its response for another
        }
    }

    /** Nothing is written any more, by whomever: the server goes on to other requests. */
    void close() {
        if (output instanceof NonBlockingOutput direct) {
            direct.close();
        }
    }

    /** Spring MVC has taken over the response. Before, nobody but the thread of the request may touch it. */
    void takenOver(HttpServletRequest request, HttpServletResponse response) {
        writeLock.lock();
        try {
            if (!completed) {
                boolean begun = head.isEventStream() || written;
                if (WebUtils.getNativeResponse(response, ContentCachingResponseWrapper.class) != null) {
                    unflushed = response;
                    if (begun) {
                        flushPastCaching();
                    }
                }
                Exchange exchange = new Exchange(request, response);
                if (begun) {
                    stopBlocking(exchange);
                } else {
                    uncommitted = exchange;
                }
            }
        } catch (IOException | IllegalStateException e) {
            producer.browserLeft(e);
            endNow(request);
        } finally {
            writeLock.unlock();
        }
    }

    /** Tomcat takes a request back whose response has failed on the thread of the request only if it is over by then. */
    private static void endNow(HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private record Exchange(HttpServletRequest request, HttpServletResponse response) {}

    /** Goes on without blocking, where the server can, and where nothing on the way changes what is written. */
    private void stopBlocking(Exchange exchange) throws IOException {
        HttpServletRequest request = exchange.request();
        HttpServletResponse response = exchange.response();
        if (request.getAttribute(NonBlockingOutput.CLOSER) instanceof Runnable closer
                && request.getProtocol().equals("HTTP/1.1")
                && response.isCommitted()
                && isPassedThrough(response)) {
            sendEncoded(NOTHING); // fails where the head has not got through, of which the server tells nobody
            NonBlockingOutput direct = new NonBlockingOutput(response.getOutputStream(), writeLock, producer, closer);
            output = direct;
            direct.start();
        }
    }

    private static boolean isPassedThrough(ServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            String name = wrapper.getClass().getName();
            if (TRANSPARENT.stream().noneMatch(name::startsWith)) {
                return false;
            }
            inner = wrapper.getResponse();
        }
        return true;
    }
}
