package dev.aistreaming.spring;

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
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The response to one browser: heart-beats while there is nothing to write, a limit for writes that the browser blocks, and
 * the end of it all as soon as the browser is known to be gone.
 */
final class BrowserConnection implements NonBlockingOutput.Producer {

    private static final Logger log = LoggerFactory.getLogger(BrowserConnection.class);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

    /** How long a server that ends the request of a browser that has left, as Tomcat does, may take for that. */
    private static final Duration SERVERS_TURN = Duration.ofSeconds(1);

    private final StreamSettings settings;
    private final Threads threads;
    private final Source source;
    private final StreamEmitter emitter;
    private final long openedAt = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final FrozenTime frozen = new FrozenTime();
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean begun;
    private volatile boolean oneTooMany;
    private volatile boolean serverKnows;

    /** Where what the browser gets comes from. None of the methods waits for anything. */
    interface Source {
        /** The browser takes no more for now. */
        void pause();

        /** The browser takes more: for the first time when Spring MVC has taken over the response. */
        void resume();

        /** The browser has left, or the server has ended the request. May be called more than once, and after a good end. */
        void browserLeft();

        /** The browser has taken nothing for too long: to be ended by {@link #breakOff}. */
        void writeTimedOut();

        /** Nothing is written any more; called once. */
        void responseEnded();
    }

    /** @param streamId what the browser can come back with; {@code null}: nothing */
    BrowserConnection(StreamSettings settings, Threads threads, @Nullable String streamId, Source source) {
        this.settings = settings;
        this.threads = threads;
        this.source = source;
        this.emitter = new StreamEmitter(this, streamId, settings.writeLimit(), this::giveUp);
    }

    /**
     * Sends the head as soon as Spring MVC has taken over the emitter.
     *
     * @param greeting comes right after the head
     */
    SseEmitter open(byte[] greeting) {
        emitter.onError(failure -> serverEnds());
        emitter.onTimeout(this::serverEnds);
        emitter.onCompletion(this::serverEnds);
        write(greeting);
        frozen.plan(System.nanoTime(), 0);
        look();
        return emitter;
    }

    /** Writes and flushes, unless the response has ended. */
    void write(byte[] events) {
        if (!ended.get()) {
            try {
                emitter.write(events);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            } catch (Throwable e) {
                log.error("{} could not be written to", source, e); // by a filter of the application, perhaps
                browserLeft(e);
            }
        }
    }

    /** Writes the end, and ends the response when the browser has taken it. */
    void writeLast(byte[] events) {
        write(events);
        emitter.whenWritten(() -> {
            if (end()) {
                emitter.complete();
            }
        });
    }

    private void giveUp() {
        oneTooMany = true;
        source.writeTimedOut();
    }

    /** Gives up what the browser does not take. */
    void breakOff() {
        emitter.breakOff();
    }

    /** What it means that the browser has taken nothing for too long. */
    AiException takesNothing() {
        return AiException.of(ErrorCode.TIMEOUT)
                .userMessage(
                        oneTooMany
                                ? "The browser took no data, and neither did too many others."
                                : "The browser took no data for "
                                        + settings.writeTimeout().toMillis() + " ms.")
                .build();
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Whether the browser takes more at this moment. */
    boolean takes() {
        return begun && emitter.takes();
    }

    /** Whether writing never waits for the browser, from now on. */
    boolean isNonBlocking() {
        return emitter.isNonBlocking();
    }

    @Override
    public void pause() {
        source.pause();
    }

    @Override
    public void resume() {
        begun = true;
        source.resume();
    }

    @Override
    public void browserLeft(Throwable failure) {
        log.debug("Nobody reads any more: {}, {}", source, failure.toString());
        end();
        source.browserLeft();
        // Jetty does not end the request when a write fails, and no server where we broke it off
        var unused = threads.schedule(SERVERS_TURN, () -> threads.execute(this::endRequest));
    }

    private void endRequest() {
        if (!serverKnows) {
            emitter.complete();
        }
    }

    private void serverEnds() {
        serverKnows = true;
        emitter.close();
        end();
        source.browserLeft();
    }

    /** Whether it was not over before. */
    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        cancelLook();
        if (first) {
            source.responseEnded();
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
        Duration blocked = emitter.blockedFor();
        if (!blocked.isZero()) {
            Duration left = settings.writeTimeout().minus(blocked);
            if (isOver(left)) {
                threads.execute(source::writeTimedOut);
                left = settings.writeTimeout();
            }
            schedule(left);
            return;
        }
        if (!begun && openFor().compareTo(settings.writeTimeout()) > 0) {
            threads.execute(this::forgotten);
            return;
        }
        Duration left = settings.heartbeatInterval().minus(emitter.idleFor());
        if (isOver(left)) {
            threads.execute(this::beat);
            left = settings.heartbeatInterval();
        }
        schedule(left);
    }

    private void beat() {
        if (!ended.get()) {
            try {
                emitter.writeIfIdle(HEARTBEAT);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            }
        }
    }

    private Duration openFor() {
        return Duration.ofNanos(System.nanoTime() - openedAt);
    }

    private void forgotten() {
        log.warn("{}: nobody returned the emitter from a controller", source);
        browserLeft(new IllegalStateException("the response was not begun"));
    }

    private static boolean isOver(Duration left) {
        return left.isNegative() || left.isZero();
    }

    @Override
    public String toString() {
        return (ended.get() ? "response ended" : "response open") + ", blocked for " + emitter.blockedFor();
    }
}
