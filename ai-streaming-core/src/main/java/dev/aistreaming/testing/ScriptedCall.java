package dev.aistreaming.testing;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.time.Duration;
import java.util.List;

/** One call that plays a script, on a thread of its own. */
final class ScriptedCall implements ChatCall {

    private final String provider;
    private final String model;
    private final Script script;
    private final Runnable onStart;
    private final Runnable onCancel;

    // guarded by this
    private boolean started;
    private boolean paused;
    private boolean cancelled;
    private boolean ended;

    ScriptedCall(String provider, String model, Script script, Runnable onStart, Runnable onCancel) {
        this.provider = provider;
        this.model = model;
        this.script = script;
        this.onStart = onStart;
        this.onCancel = onCancel;
    }

    @Override
    public void start(StreamListener listener) {
        synchronized (this) {
            if (started) {
                throw new IllegalStateException("a call is started once");
            }
            started = true;
            if (!cancelled) {
                onStart.run();
            }
        }
        Thread thread = new Thread(() -> run(listener), "scripted-provider");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(StreamListener listener) {
        try {
            play(listener);
            end();
        } catch (AiException e) {
            listener.onError(e);
            return;
        } catch (InterruptedException e) {
            listener.onError(cancelledError());
            return;
        }
        listener.onComplete(response());
    }

    private void play(StreamListener listener) throws InterruptedException {
        if (script.begins()) {
            deliver(listener, new StreamEvent.Started("scripted-1", model));
            for (StreamEvent piece : script.reasoning()) {
                deliverInPace(listener, piece);
            }
        }
        for (StreamEvent piece : script.delivered()) {
            deliverInPace(listener, piece);
        }
        if (script.end() instanceof Script.Fail fail) {
            end();
            throw fail.error();
        }
        if (script.end() instanceof Script.Stall) {
            stall();
        }
        deliver(listener, new StreamEvent.Finished(script.finishReason(), script.usage()));
    }

    private void deliverInPace(StreamListener listener, StreamEvent event) throws InterruptedException {
        await(script.pace());
        deliver(listener, event);
    }

    private void deliver(StreamListener listener, StreamEvent event) throws InterruptedException {
        await(Duration.ZERO);
        try {
            listener.onEvent(event);
            listener.onFlush();
        } catch (RuntimeException e) {
            throw AiException.of(ErrorCode.INTERNAL).provider(provider).cause(e).build();
        }
    }

    /** Waits so long, and as long as the call is paused. */
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

    /** From here on, nothing can be cancelled. */
    private synchronized void end() {
        if (cancelled) {
            throw cancelledError();
        }
        ended = true;
    }

    private ChatResponse response() {
        return new ChatResponse(
                "scripted-1",
                provider,
                model,
                text(script.content()),
                text(script.reasoning()),
                List.of(),
                script.finishReason(),
                script.usage());
    }

    private static String text(List<StreamEvent> pieces) {
        StringBuilder text = new StringBuilder();
        for (StreamEvent piece : pieces) {
            if (piece instanceof StreamEvent.Content content) {
                text.append(content.text());
            } else if (piece instanceof StreamEvent.Reasoning reasoning) {
                text.append(reasoning.text());
            }
        }
        return text.toString();
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
