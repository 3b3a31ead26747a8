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
 * The response to one browser: heart-beats while there is nothing to write, a limit for writes that the browser blocks, and
 * the end of it all as soon as the browser is known to be gone.
 */
public final class BrowserConnection implements ResponseOwner {

    private static final Logger log = LoggerFactory.getLogger(BrowserConnection.class);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    /** How long a server that ends the request of a browser that has left, as Tomcat does, may take for that. */
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
     * Nothing is sent yet.
     *
     * @param head how the response begins
     * @param responder begins it
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
     * Sends the head as soon as the framework has taken over the response, where it does not wait for the first byte.
     *
     * @param greeting comes right after the head; nothing where that waits
     */
    public void open(byte[] greeting) {
        if (head.isEventStream()) {
            write(greeting);
        }
        frozen.plan(System.nanoTime(), 0);
        look();
    }

    /** What opens the stream has done so, however long that took, and the browser's time begins. */
    public void opened() {
        openedAt = System.nanoTime();
        opening = false;
    }

    /** Writes and flushes, unless the response has ended. */
    public void write(byte[] events) {
        if (!ended.get()) {
            try {
                response.write(events);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            } catch (Throwable e) {
                log.error("{} could not be written to", feed, e); // by a filter of the application, perhaps
                browserLeft(e);
            }
        }
    }

    /** Writes the end, and ends the response when the browser has taken it. */
    public void writeLast(byte[] events) {
        write(events);
        response.whenWritten(() -> {
            if (end()) {
                response.complete();
            }
        });
    }

    /**
     * Ends the response so that nobody takes it for whole: by a status where nothing has been sent, else by breaking the connection off.
     *
     * @param last comes before that, where something has been sent
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

    /** Gives up what the browser does not take. */
    public void breakOff() {
        brokenOff = true;
        response.breakOff();
    }

    /** What it means that the browser has taken nothing for too long. */
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

    /** Whether writing never waits for the browser, from now on. */
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

    /** Jetty does not end the request when a write fails, and no server where we broke it off. */
    private void endSoon() {
        var unused = threads.schedule(SERVERS_TURN, () -> threads.execute(this::endRequest));
    }

    private void endRequest() {
        if (serverKnows) {
            return;
        }
        if (brokenOff && !head.isEventStream()) {
            response.fail(takesNothing()); // a good end would say that the answer is whole
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

    /** Whether it was not over before. */
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
     * Writes that begin between two looks are noticed by the next, so looks are no further apart than a write may last; and
     * no further than two heart-beats, for a write that is under way now may be the last for long.
     */
    private void schedule(Duration delay) {
        Duration limit = Collections.min(List.of(delay, settings.writeTimeout(), settings.heartbeatInterval()));
        frozen.plan(System.nanoTime(), limit.toNanos());
        nextLook = threads.schedule(limit, this::look);
        if (ended.get()) {
            cancelLook();
        }
    }

    /** On the timer's thread: what could block is done elsewhere. */
    private void look() {
        if (ended.get()) {
            return;
        }
        if (frozen.until(System.nanoTime()) > 0) {
            schedule(settings.writeTimeout()); // the browser may have taken what there is, and nobody could see it
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
        log.warn("{}: nobody returned it from a controller", feed);
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
