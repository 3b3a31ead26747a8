package dev.aistreaming.spring.web;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.thread.FrozenTime;
import dev.aistreaming.thread.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response to one browser. Sends heart-beats while there is nothing to write, limits how long the browser can block a write, and ends
 * everything as soon as a client disconnect is noticed.
 */
public final class BrowserConnection implements ResponseOwner {

    private static final Logger log = LoggerFactory.getLogger(BrowserConnection.class);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    /** How long a server may take to end the request after a client disconnect, as Tomcat does. */
    private static final Duration SERVERS_TURN = Duration.ofSeconds(1);

    private final BrowserSettings settings;
    private final Threads threads;
    private final Feed feed;
    private final ResponseHead head;
    private final BrowserResponse response;
    private volatile boolean opening = true;
    private volatile long openedAt = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final FrozenTime frozen = new FrozenTime();
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean begun;
    private volatile boolean oneTooMany;
    private volatile boolean serverKnows;
    private volatile boolean brokenOff;

    /**
     * Creates a connection. Nothing is sent yet.
     *
     * @param head status and headers of the response
     * @param responder begins the response
     */
    public BrowserConnection(
            BrowserSettings settings, Threads threads, ResponseHead head, Feed feed, Responder responder) {
        this.settings = settings;
        this.threads = threads;
        this.feed = feed;
        this.head = head;
        this.response = responder.begin(head, settings, this);
    }

    /**
     * Sends the head as soon as the framework has taken over the response, unless the head waits for the first byte.
     *
     * @param greeting is sent right after the head, but not if the head waits
     */
    public void open(byte[] greeting) {
        if (head.isEventStream()) {
            write(greeting);
        }
        frozen.plan(System.nanoTime(), 0);
        look();
    }

    /** Opening the stream is over, however long it took. The browser's time begins now. */
    public void opened() {
        openedAt = System.nanoTime();
        opening = false;
    }

    /** Writes and flushes the bytes, unless the response has ended. */
    public void write(byte[] events) {
        if (!ended.get()) {
            try {
                response.write(events);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            } catch (Throwable e) {
                log.error("{} could not be written to", feed, e); // perhaps by a filter of the application
                browserLeft(e);
            }
        }
    }

    /** Writes the last bytes and ends the response when the browser has taken them. */
    public void writeLast(byte[] events) {
        write(events);
        response.whenWritten(() -> {
            if (end()) {
                response.complete();
            }
        });
    }

    /**
     * Ends the response in a way that nobody mistakes for a complete answer: with an error status if nothing has been sent, or else by
     * closing the connection.
     *
     * @param last is sent before that, if something has been sent already
     */
    public void fail(byte[] last, AiException error) {
        if (response.hasWritten()) {
            write(last);
        }
        response.whenWritten(() -> {
            if (end()) {
                response.fail(error);
                endSoon();
            }
        });
    }

    @Override
    public void giveUp() {
        oneTooMany = true;
        feed.tookNothing();
    }

    /** Discards what the browser does not take. */
    public void breakOff() {
        brokenOff = true;
        response.breakOff();
    }

    /** Handles a browser that has not read for too long. */
    public AiException takesNothing() {
        return AiException.of(ErrorCode.TIMEOUT)
                .userMessage(
                        oneTooMany
                                ? "The browser took no data, and neither did too many others."
                                : "The browser took no data for "
                                        + settings.writeTimeout().toMillis() + " ms.")
                .build();
    }

    public boolean hasEnded() {
        return ended.get();
    }

    /** Whether nobody reads any more, as far as that is known. */
    public boolean isGone() {
        return ended.get() || response.isAbandoned();
    }

    /** Whether the browser takes more at this moment. */
    public boolean takes() {
        return begun && response.takes();
    }

    /** Whether writing never blocks from now on. */
    public boolean isNonBlocking() {
        return response.isNonBlocking();
    }

    @Override
    public void pause() {
        feed.pause();
    }

    @Override
    public void resume() {
        begun = true;
        feed.resume();
    }

    @Override
    public void browserLeft(Throwable failure) {
        log.debug("Nobody reads any more: {}, {}", feed, failure.toString());
        end();
        feed.browserLeft();
        endSoon();
    }

    /** Jetty does not end the request when a write fails. No server does if we have closed the connection. */
    private void endSoon() {
        var unused = threads.schedule(SERVERS_TURN, () -> threads.execute(this::endRequest));
    }

    private void endRequest() {
        if (serverKnows) {
            return;
        }
        if (brokenOff && !head.isEventStream()) {
            response.fail(takesNothing()); // a regular end would say that the answer is complete
        } else {
            response.complete();
        }
    }

    @Override
    public void closed() {
        serverKnows = true;
        response.close();
        end();
        feed.browserLeft();
    }

    /** Returns whether this call has ended it. */
    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        cancelLook();
        if (first) {
            feed.ended();
        }
        return first;
    }

    private void cancelLook() {
        Future<?> next = nextLook;
        if (next != null) {
            next.cancel(false);
        }
    }

    /**
     * A write that begins between two checks is noticed by the next one. So the interval is at most the write timeout, and at most two
     * heart-beats, because the current write may be the last one for a long time.
     */
    private void schedule(Duration delay) {
        Duration limit = Collections.min(List.of(delay, settings.writeTimeout(), settings.heartbeatInterval()));
        frozen.plan(System.nanoTime(), limit.toNanos());
        nextLook = threads.schedule(limit, this::look);
        if (ended.get()) {
            cancelLook();
        }
    }

    /** Runs on the timer's thread. Anything that could block runs elsewhere. */
    private void look() {
        if (ended.get()) {
            return;
        }
        if (frozen.until(System.nanoTime()) > 0) {
            schedule(settings.writeTimeout()); // the browser may have taken everything without anybody noticing
            return;
        }
        Duration blocked = response.blockedFor();
        if (!blocked.isZero()) {
            Duration left = settings.writeTimeout().minus(blocked);
            if (isOver(left)) {
                threads.execute(feed::tookNothing);
                left = settings.writeTimeout();
            }
            schedule(left);
            return;
        }
        if (!begun && !opening && openFor().compareTo(settings.writeTimeout()) > 0) {
            threads.execute(this::forgotten);
            return;
        }
        if (!head.isEventStream()) {
            schedule(settings.writeTimeout());
            return;
        }
        Duration left = settings.heartbeatInterval().minus(response.idleFor());
        if (isOver(left)) {
            threads.execute(this::beat);
            left = settings.heartbeatInterval();
        }
        schedule(left);
    }

    private void beat() {
        if (!ended.get()) {
            try {
                response.writeIfIdle(HEARTBEAT);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            }
        }
    }

    private Duration openFor() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    private void forgotten() {
        log.warn("A stream was opened, but nobody returned it from a controller: {}", feed);
        browserLeft(new IllegalStateException("the response was not begun"));
    }

    private static boolean isOver(Duration left) {
        return left.isNegative() || left.isZero();
    }

    @Override
    public String toString() {
        return (ended.get() ? "response ended" : "response open") + ", blocked for " + response.blockedFor();
    }
}
