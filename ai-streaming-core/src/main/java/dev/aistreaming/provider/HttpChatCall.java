package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.ExpiringCall;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.http.Exchange;
import dev.aistreaming.http.ExchangeListener;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.Transport;
import dev.aistreaming.recording.Tape;
import dev.aistreaming.thread.CallGate;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A call over HTTP: processes the body on the thread where its bytes arrive, and ends exactly once. */
final class HttpChatCall implements ExpiringCall, ExchangeListener {

    private static final Logger log = LoggerFactory.getLogger(HttpChatCall.class);

    private final ProviderSettings settings;
    private final Asked asked;
    private final Exchange exchange;
    private final WireProtocol protocol;
    private final Answer answer;
    private final CallGate gate = new CallGate();
    private final EndTimeout endTimeout;
    private final AtomicReference<@Nullable StreamListener> listener = new AtomicReference<>();
    private final Supplier<Tape> tapes;
    private volatile Tape tape = Tape.NONE;
    private volatile @Nullable ErrorCode expired;
    private @Nullable ResponseBody body;
    private boolean completing;

    /** @param tapes called when the call starts */
    HttpChatCall(
            ProviderSettings settings,
            Asked asked,
            Transport transport,
            WireProtocol protocol,
            HttpPost post,
            Supplier<Tape> tapes) {
        this.settings = settings;
        this.asked = asked;
        this.tapes = tapes;
        this.protocol = protocol;
        this.answer = new Answer(settings.name(), settings::shown, this::deliver);
        this.endTimeout = new EndTimeout(transport, settings.response().endTimeout(), gate);
        this.exchange = transport.newExchange(post, this);
    }

    @Override
    public void start(StreamListener listener) {
        if (!this.listener.compareAndSet(null, listener)) {
            throw new IllegalStateException("a call can be started only once");
        }
        gate.leave();
        if (gate.ending()) {
            return;
        }
        try {
            tape = tapes.get();
            if (gate.ending()) { // a cancellation may have missed the tape
                tape.ended(ErrorCode.CANCELLED);
                return;
            }
            exchange.start();
        } catch (RuntimeException e) {
            fail(ListenerFailure.toError(settings.name(), e));
        }
    }

    @Override
    public void pause() {
        endTimeout.pause();
        exchange.pause();
    }

    @Override
    public void resume() {
        endTimeout.resume();
        exchange.resume();
    }

    @Override
    public void cancel() {
        fail(AiException.of(ErrorCode.CANCELLED).provider(settings.name()).build());
    }

    @Override
    public void expire(ErrorCode why) {
        expired = why;
        cancel();
    }

    @Override
    public void onHead(int status, Headers headers) {
        tape.head(status, headers);
        ErrorReader errors = new ErrorReader(settings, asked, status, headers);
        if (status >= 200 && status < 300) {
            body = protocol.newBody(
                    new BodyContext(answer, errors, settings.response().maxEventBytes(), gate::ending));
        } else {
            ErrorBody error = new ErrorBody(errors);
            body = error;
            endTimeout.endSoon(answer.pieces(), () -> fail(error.error()));
        }
    }

    @Override
    public void onBody(List<ByteBuffer> bytes) {
        guarded(listener -> {
            tape.read(bytes);
            ResponseBody body = this.body;
            if (body != null) {
                for (ByteBuffer buffer : bytes) {
                    body.read(buffer);
                }
                if (!gate.ending()) {
                    listener.onFlush();
                }
                if (answer.terminated()) {
                    complete();
                } else if (answer.finished()) {
                    endTimeout.endSoon(answer.pieces(), this::complete);
                }
            }
        });
    }

    @Override
    public void onEnd() {
        guarded(listener -> {
            tape.bodyEnded();
            if (body != null) {
                body.end();
            }
            complete();
        });
    }

    @Override
    public void onFailure(Throwable cause) {
        guarded(listener -> {
            if (cause instanceof AiException unsigned && body == null) {
                throw unsigned;
            }
            tape.broken(cause);
            if (body != null) {
                body.breakOff(cause);
                complete();
            } else {
                throw ErrorReader.connectionFailure(settings, asked, cause);
            }
        });
    }

    @Override
    public boolean isNonBlocking() {
        StreamListener current = listener.get();
        return current != null && current.isNonBlocking();
    }

    /** Makes callbacks unless the call has ended. An exception ends the call. */
    private void guarded(Consumer<StreamListener> callbacks) {
        StreamListener current = listener.get();
        if (current == null || !gate.enter()) {
            return;
        }
        try {
            callbacks.accept(current);
        } catch (AiException e) {
            fail(e);
        } catch (EndedCall e) {
            log.trace("{} ended during a read", settings.name());
        } catch (Throwable e) { // whatever foreign code throws ends this call and no other
            fail(ListenerFailure.toError(settings.name(), e));
        } finally {
            gate.leave();
        }
    }

    private void deliver(StreamEvent event) {
        StreamListener current = listener.get();
        if (current == null || (!completing && gate.ending())) {
            throw new EndedCall(); // a call that was cancelled during a read ignores the rest of it
        }
        try {
            current.onEvent(event);
        } catch (Throwable e) {
            throw new ListenerFailure(e);
        }
    }

    private void complete() {
        gate.end(() -> release(exchange::drain), this::deliverWhole);
    }

    /** The provider is stopped before the listener is told, because the listener may take long. */
    private void fail(AiException error) {
        gate.end(() -> release(exchange::cancel), () -> {
            ErrorCode why = expired;
            tape.ended(why != null && error.code() == ErrorCode.CANCELLED ? why : error.code());
            last(listener -> listener.onError(withPartial(error)));
        });
    }

    /** Must only be called when nothing is being processed any more. An error without a partial answer is better than none. */
    private AiException withPartial(AiException error) {
        try {
            return answer.addTo(error);
        } catch (OutOfMemoryError e) {
            log.warn("Not enough memory for the partial answer of {}", settings.name());
            return error;
        }
    }

    private void release(Runnable connection) {
        endTimeout.forget();
        connection.run();
    }

    private void deliverWhole() {
        completing = true;
        last(listener -> {
            ChatResponse response;
            try {
                response = answer.complete();
            } catch (Throwable e) {
                tape.ended(ErrorCode.INTERNAL);
                listener.onError(withPartial(ListenerFailure.toError(settings.name(), e)));
                return;
            }
            tape.ended(null);
            listener.onComplete(response);
        });
    }

    /** Nobody is left to be told if the last callback throws. */
    private void last(Consumer<StreamListener> callback) {
        StreamListener current = listener.get();
        if (current == null) {
            return;
        }
        try {
            callback.accept(current);
        } catch (Throwable e) {
            log.error("A listener failed at the end of a call of {}", settings.name(), e);
        }
    }
}
