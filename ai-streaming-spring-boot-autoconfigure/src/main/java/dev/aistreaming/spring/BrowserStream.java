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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Carries one answer to one browser: one write per network read, heart-beats while there is nothing to write, and the end of
 * the provider's call as soon as the browser is known to be gone.
 */
final class BrowserStream implements StreamListener {

    private static final Logger log = LoggerFactory.getLogger(BrowserStream.class);
    private static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private final String provider;
    private final ChatCall call;
    private final Duration heartbeatInterval;
    private final Timer timer;
    private final Consumer<ChatResponse> onComplete;
    private final Consumer<AiException> onError;
    private final StreamEmitter emitter;
    private final SseEncoder out = new SseEncoder();
    private final StreamEncoder encoder;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean writing;
    private volatile long lastWrite;

    BrowserStream(
            String provider,
            ChatCall call,
            StreamSettings settings,
            Timer timer,
            Consumer<ChatResponse> onComplete,
            Consumer<AiException> onError) {
        this.provider = provider;
        this.call = call;
        this.heartbeatInterval = settings.heartbeatInterval();
        this.timer = timer;
        this.onComplete = onComplete;
        this.onError = onError;
        this.emitter = new StreamEmitter(call::resume);
        this.encoder = settings.format().newEncoder(out);
    }

    /** Starts the call. What the provider sends is read when Spring MVC has taken over the emitter, not before. */
    SseEmitter start() {
        emitter.onError(failure -> browserLeft());
        emitter.onTimeout(this::browserLeft);
        emitter.onCompletion(this::browserLeft);
        write(NOTHING); // sends the head
        scheduleHeartbeat(heartbeatInterval);
        call.pause();
        call.start(this);
        return emitter;
    }

    @Override
    public void onEvent(StreamEvent event) {
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
        onFlush();
        call(onComplete, response);
        encoder.complete(response);
        end();
    }

    @Override
    public void onError(AiException error) {
        if (ended.get()) {
            log.debug("The browser left the answer of '{}'", provider);
        } else {
            log(error);
            encoder.error(error);
            end();
        }
        call(onError, error);
    }

    private void log(AiException error) {
        boolean ownFault = error.code() == ErrorCode.INTERNAL;
        log.warn("The answer of '{}' failed: {}", provider, error.getMessage(), ownFault ? error : null);
    }

    private void end() {
        write(out.take());
        if (ended.compareAndSet(false, true)) {
            emitter.complete();
        }
    }

    private <T> void call(Consumer<T> callback, T value) {
        try {
            callback.accept(value);
        } catch (RuntimeException e) {
            log.error("A callback failed at the end of an answer of '{}'", provider, e);
        }
    }

    private void write(byte[] events) {
        if (ended.get()) {
            return;
        }
        writing = true;
        try {
            emitter.write(events);
            lastWrite = System.nanoTime();
        } catch (IOException | IllegalStateException e) {
            log.debug("Nobody reads the answer of '{}' any more: {}", provider, e.toString());
            browserLeft();
        } finally {
            writing = false;
        }
    }

    /** After a good end too, where there is nothing left to cancel. */
    private void browserLeft() {
        ended.set(true);
        call.cancel();
    }

    private void scheduleHeartbeat(Duration delay) {
        var unused = timer.schedule(delay, this::considerHeartbeat);
    }

    /** On the timer's thread, so the write, which a slow browser can block, is done elsewhere. */
    private void considerHeartbeat() {
        if (ended.get()) {
            return;
        }
        Duration left = heartbeatInterval.minusNanos(System.nanoTime() - lastWrite);
        if (left.isNegative() || left.isZero()) {
            if (!writing) {
                timer.execute(() -> write(HEARTBEAT));
            }
            left = heartbeatInterval;
        }
        scheduleHeartbeat(left);
    }
}
