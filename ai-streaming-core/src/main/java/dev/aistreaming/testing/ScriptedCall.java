package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.AnswerSoFar;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A call that plays a script on a thread of its own. */
final class ScriptedCall implements ChatCall {

    private static final String ID = "scripted-1";

    private final String provider;
    private final String model;
    private final ChatRequest request;
    private final Supplier<Script> onStart;
    private final Runnable onCancel;

    private final AnswerSoFar delivered;

    // guarded by this
    private boolean started;
    private boolean paused;
    private boolean cancelled;
    private boolean ended;

    /** The script is requested when the call starts, or not at all if it was cancelled before. */
    ScriptedCall(String provider, String model, ChatRequest request, Supplier<Script> onStart, Runnable onCancel) {
        this.provider = provider;
        this.model = model;
        this.request = request;
        this.onStart = onStart;
        this.onCancel = onCancel;
        this.delivered = new AnswerSoFar(provider);
    }

    @Override
    public void start(StreamListener listener) {
        Script script;
        synchronized (this) {
            if (started) {
                throw new IllegalStateException("a call can be started only once");
            }
            started = true;
            script = cancelled ? Script.EMPTY : onStart.get();
        }
        Thread thread = new Thread(() -> run(script, listener), "scripted-provider");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Script script, StreamListener listener) {
        try {
            play(script, pieces(script), listener);
            end();
        } catch (AiException e) {
            listener.onError(delivered.addTo(e));
            return;
        } catch (InterruptedException e) {
            listener.onError(delivered.addTo(cancelledError()));
            return;
        }
        listener.onComplete(delivered.toResponse());
    }

    private List<StreamEvent> pieces(Script script) {
        try {
            return script.pieces(request);
        } catch (AiException e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            throw AiException.of(ErrorCode.INTERNAL)
                    .provider(provider)
                    .userMessage("The scripted answer of the provider '" + provider + "' threw " + e)
                    .cause(e)
                    .build();
        }
    }

    private void play(Script script, List<StreamEvent> pieces, StreamListener listener) throws InterruptedException {
        if (script.end() instanceof Script.Unscripted) {
            end();
            throw unscripted();
        }
        int delivered = script.delivered(pieces.size());
        if (delivered > 0 || script.end() instanceof Script.Complete) {
            deliver(listener, new StreamEvent.Started(ID, model));
            deliverInPace(listener, script.reasoningPieces(), script.pace());
        }
        deliverInPace(listener, pieces.subList(0, delivered), script.pace());
        if (script.end() instanceof Script.Fail fail) {
            end();
            throw fail.error();
        }
        if (script.end() instanceof Script.Stall) {
            stall();
        }
        deliver(listener, new StreamEvent.Finished(script.finishReason(), script.usage()));
    }

    private void deliverInPace(StreamListener listener, List<StreamEvent> pieces, Duration pace)
            throws InterruptedException {
        for (StreamEvent piece : pieces) {
            await(pace);
            deliver(listener, piece);
        }
    }

    private void deliver(StreamListener listener, StreamEvent event) throws InterruptedException {
        await(Duration.ZERO);
        event.accept(delivered);
        try {
            listener.onEvent(event);
            listener.onFlush();
        } catch (RuntimeException e) {
            throw AiException.of(ErrorCode.INTERNAL).provider(provider).cause(e).build();
        }
    }

    /** Waits for this time, and then for as long as the call is paused. */
    private synchronized void await(Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (!cancelled) {
            long left = (until - System.nanoTime() + 999_999) / 1_000_000;
            if (paused) {
                wait();
            } else if (left > 0) {
                wait(left);
            } else {
                return;
            }
        }
        throw cancelledError();
    }

    private synchronized void stall() throws InterruptedException {
        while (!cancelled) {
            wait();
        }
        throw cancelledError();
    }

    private AiException cancelledError() {
        return AiException.of(ErrorCode.CANCELLED).provider(provider).build();
    }

    private AiException unscripted() {
        return AiException.of(ErrorCode.INTERNAL)
                .provider(provider)
                .userMessage("No answer was scripted for the provider '" + provider
                        + "': call answer(...), toolCall(...), failWith(...) or stall() first.")
                .build();
    }

    /** From here on, the call can no longer be cancelled. */
    private synchronized void end() {
        if (cancelled) {
            throw cancelledError();
        }
        ended = true;
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public synchronized void resume() {
        paused = false;
        notifyAll();
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (cancelled || ended) {
                return;
            }
            cancelled = true;
            notifyAll();
        }
        onCancel.run();
    }
}
