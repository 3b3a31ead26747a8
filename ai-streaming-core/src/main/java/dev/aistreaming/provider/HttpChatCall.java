package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import dev.aistreaming.http.Exchange;
import dev.aistreaming.http.ExchangeListener;
import dev.aistreaming.http.Headers;
import dev.aistreaming.http.HttpPost;
import dev.aistreaming.http.HttpTransport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call over HTTP: reads the body where its bytes arrive and ends exactly once. */
final class HttpChatCall implements ChatCall, ExchangeListener {

    private static final Logger log = LoggerFactory.getLogger(HttpChatCall.class);

    private final ProviderSettings settings;
    private final Exchange exchange;
    private final EventMapper mapper;
    private final Answer answer;
    private final CallGate gate = new CallGate();
    private final AtomicReference<@Nullable StreamListener> listener = new AtomicReference<>();
    private @Nullable ResponseBody body;
    private boolean completing;

    HttpChatCall(ProviderSettings settings, HttpTransport transport, HttpPost post, EventMapper mapper) {
        this.settings = settings;
        this.mapper = mapper;
        this.answer = new Answer(settings.name(), this::deliver);
        this.exchange = transport.newExchange(post, this);
    }

    @Override
    public void start(StreamListener listener) {
        if (!this.listener.compareAndSet(null, listener)) {
            throw new IllegalStateException("a call is started once");
        }
        gate.leave();
        if (!gate.ending()) {
            exchange.start();
        }
    }

    @Override
    public void pause() {
        exchange.pause();
    }

    @Override
    public void resume() {
        exchange.resume();
    }

    @Override
    public void cancel() {
        fail(AiException.of(ErrorCode.CANCELLED).provider(settings.name()).build());
    }

    @Override
    public void onHead(int status, Headers headers) {
        ErrorReader errors = new ErrorReader(settings, status, headers);
        boolean success = status >= 200 && status < 300;
        body = success ? new AnswerBody(mapper, answer, errors, gate::ending) : new ErrorBody(errors);
    }

    @Override
    public void onBody(List<ByteBuffer> bytes) {
        guarded(listener -> {
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
                }
            }
        });
    }

    @Override
    public void onEnd() {
        guarded(listener -> {
            if (body != null) {
                body.end();
            }
            complete();
        });
    }

    @Override
    public void onFailure(Throwable cause) {
        guarded(listener -> {
            if (body != null) {
                body.breakOff(cause);
                complete();
            } else {
                throw ErrorReader.connectionFailure(settings, cause);
            }
        });
    }

    @Override
    public boolean isNonBlocking() {
        StreamListener current = listener.get();
        return current != null && current.isNonBlocking();
    }

    /** Runs callbacks, if the call has not ended; what is thrown ends it. */
    private void guarded(Consumer<StreamListener> callbacks) {
        StreamListener current = listener.get();
        if (current == null || !gate.enter()) {
            return;
        }
        try {
            callbacks.accept(current);
        } catch (AiException e) {
            fail(e);
        } catch (RuntimeException e) {
            fail(AiException.of(ErrorCode.INTERNAL)
                    .provider(settings.name())
                    .cause(e instanceof ListenerFailure && e.getCause() != null ? e.getCause() : e)
                    .build());
        } finally {
            gate.leave();
        }
    }

    private void deliver(StreamEvent event) {
        StreamListener current = listener.get();
        // a call that was cancelled in the middle of a read delivers no more of it
        if (current != null && (completing || !gate.ending())) {
            try {
                current.onEvent(event);
            } catch (RuntimeException e) {
                throw new ListenerFailure(e);
            }
        }
    }

    private void complete() {
        if (gate.end(this::deliverWhole)) {
            exchange.drain();
        }
    }

    private void fail(AiException error) {
        if (gate.end(() -> last(listener -> listener.onError(error)))) {
            exchange.cancel();
        }
    }

    private void deliverWhole() {
        completing = true;
        last(listener -> {
            ChatResponse response;
            try {
                response = answer.complete();
            } catch (ListenerFailure e) {
                listener.onError(AiException.of(ErrorCode.INTERNAL)
                        .provider(settings.name())
                        .cause(e.getCause())
                        .build());
                return;
            }
            listener.onComplete(response);
        });
    }

    /** The last callback has nobody left to tell what it throws. */
    private void last(Consumer<StreamListener> callback) {
        StreamListener current = listener.get();
        if (current == null) {
            return;
        }
        try {
            callback.accept(current);
        } catch (RuntimeException e) {
            log.error("A listener failed at the end of a call of {}", settings.name(), e);
        }
    }

    /** Tells a listener's fault from one of the provider's. */
    private static final class ListenerFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ListenerFailure(RuntimeException cause) {
            super(cause);
        }
    }
}
