package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.pipeline.Timer;
import dev.aistreaming.sse.SseEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Carries one answer to one browser: one write per network read, heart-beats while there is nothing to write, and the end of
 * the provider's call as soon as the browser is known to be gone.
 */
final class BrowserStream implements StreamListener, NonBlockingOutput.Producer {

    private static final Logger log = LoggerFactory.getLogger(BrowserStream.class);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    /** How long a server that ends the request of a browser that has left, as Tomcat does, may take for that. */
    private static final Duration SERVERS_TURN = Duration.ofSeconds(1);

    private final ChatCall call;
    private final StreamSettings settings;
    private final Timer timer;
    private final Callbacks callbacks;
    private final StreamRecord record;
    private final StreamEmitter emitter;
    private final SseEncoder out = new SseEncoder();
    private final StreamEncoder encoder;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** The call and the response: when both have ended, the stream has. */
    private final AtomicInteger open = new AtomicInteger(2);

    private volatile @Nullable AiException reason;
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean serverKnows;

    /** Who else wants to know of the end. */
    record Callbacks(Consumer<ChatResponse> onComplete, Consumer<AiException> onError, Runnable onEnd) {}

    BrowserStream(ChatCall call, StreamSettings settings, Timer timer, StreamRecord record, Callbacks callbacks) {
        this.call = call;
        this.settings = settings;
        this.timer = timer;
        this.record = record;
        this.callbacks = callbacks;
        this.emitter = new StreamEmitter(this);
        this.encoder = settings.format().newEncoder(out);
    }

    /** Starts the call. What the provider sends is read when Spring MVC has taken over the emitter, not before. */
    SseEmitter start() {
        emitter.onError(failure -> serverEnds());
        emitter.onTimeout(this::serverEnds);
        emitter.onCompletion(this::serverEnds);
        write(NOTHING); // sends the head
        look();
        call.pause();
        call.start(this);
        return emitter;
    }

    /** Ends the stream early: the browser is told why. */
    void end(AiException reason) {
        this.reason = reason;
        call.cancel();
    }

    /** Ends the stream where the browser takes nothing, not even the end. */
    void breakOff() {
        call.cancel();
        emitter.breakOff();
    }

    @Override
    public void onEvent(StreamEvent event) {
        record.note(event);
        event.accept(encoder);
    }

    @Override
    public void onFlush() {
        if (!out.isEmpty()) {
            write(out.take());
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        last(() -> {
            onFlush();
            call(callbacks.onComplete(), response);
            encoder.complete(response);
            writeLast();
        });
    }

    @Override
    public void onError(AiException error) {
        last(() -> {
            AiException early = reason;
            AiException told = early != null && error.code() == ErrorCode.CANCELLED ? early : error;
            if (ended.get() && told == error) {
                log.debug("The browser left: {}", record);
            } else {
                log.warn("{} failed: {}", record, told.getMessage(), told.code() == ErrorCode.INTERNAL ? told : null);
                encoder.error(told);
                writeLast();
            }
            call(callbacks.onError(), told);
        });
    }

    /** Callbacks of the application may take long. */
    private void last(Runnable ending) {
        Runnable last = () -> {
            ending.run();
            leave();
        };
        if (isNonBlocking()) {
            timer.execute(last);
        } else {
            last.run();
        }
    }

    private void writeLast() {
        write(out.take());
        emitter.whenWritten(() -> {
            if (end()) {
                emitter.complete();
            }
        });
    }

    private void leave() {
        if (open.decrementAndGet() == 0) {
            callbacks.onEnd().run();
        }
    }

    @Override
    public boolean isNonBlocking() {
        return emitter.isNonBlocking();
    }

    @Override
    public void pause() {
        call.pause();
    }

    /** The provider may have sent much in the meantime, which is read where nobody waits for it. */
    @Override
    public void resume() {
        if (isNonBlocking()) {
            timer.execute(call::resume);
        } else {
            call.resume();
        }
    }

    @Override
    public void browserLeft(Throwable failure) {
        log.debug("Nobody reads any more: {}, {}", record, failure.toString());
        end();
        call.cancel();
        // Jetty does not end the request when a write fails, and no server where we broke it off
        var unused = timer.schedule(SERVERS_TURN, () -> timer.execute(this::endRequest));
    }

    private <T> void call(Consumer<T> callback, T value) {
        try {
            callback.accept(value);
        } catch (RuntimeException e) {
            log.error("A callback failed at the end of {}", record, e);
        }
    }

    private void write(byte[] events) {
        if (!ended.get()) {
            try {
                emitter.write(events);
            } catch (IOException | IllegalStateException e) {
                browserLeft(e);
            }
        }
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

    private void endRequest() {
        if (!serverKnows) {
            emitter.complete();
        }
    }

    /** After a good end too, where there is nothing left to cancel. */
    private void serverEnds() {
        serverKnows = true;
        emitter.close();
        end();
        call.cancel();
    }

    /** Whether it was not over before. */
    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        cancelLook();
        if (first) {
            leave();
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
        nextLook = timer.schedule(limit, this::look);
        if (ended.get()) {
            cancelLook();
        }
    }

    /** On the timer's thread: what could block is done elsewhere. */
    private void look() {
        if (ended.get()) {
            return;
        }
        Duration blocked = emitter.blockedFor();
        if (!blocked.isZero()) {
            Duration left = settings.writeTimeout().minus(blocked);
            if (isOver(left)) {
                timer.execute(this::writeTimedOut);
                left = settings.writeTimeout();
            }
            schedule(left);
            return;
        }
        Duration left = settings.heartbeatInterval().minus(emitter.idleFor());
        if (isOver(left)) {
            timer.execute(this::beat);
            left = settings.heartbeatInterval();
        }
        schedule(left);
    }

    private void writeTimedOut() {
        reason = AiException.of(ErrorCode.TIMEOUT)
                .userMessage("The browser took no data for "
                        + settings.writeTimeout().toMillis() + " ms.")
                .build();
        breakOff();
    }

    private static boolean isOver(Duration left) {
        return left.isNegative() || left.isZero();
    }

    @Override
    public String toString() {
        return record + (ended.get() ? ", response ended" : ", response open") + ", " + open.get()
                + " of 2 left, blocked for " + emitter.blockedFor();
    }
}
