package dev.aistreaming.testing;

import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.http.Exchange;
import dev.aistreaming.http.ExchangeListener;
import dev.aistreaming.http.Headers;
import dev.aistreaming.recording.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Plays a recording to the reader of a response, in the recorded pieces, on a thread of its own. */
final class ReplayExchange implements Exchange {

    private final Recording recording;
    private final boolean atSpeed;
    private final ExchangeListener listener;
    private final Runnable onStart;

    // used by the playing thread only
    private boolean answered;

    // guarded by this
    private boolean paused;
    private boolean cancelled;

    ReplayExchange(Recording recording, boolean atSpeed, ExchangeListener listener, Runnable onStart) {
        this.recording = recording;
        this.atSpeed = atSpeed;
        this.listener = listener;
        this.onStart = onStart;
    }

    @Override
    public void start() {
        onStart.run();
        Thread thread = new Thread(this::play, "replayed-provider");
        thread.setDaemon(true);
        thread.start();
    }

    private void play() {
        long startedAt = System.nanoTime();
        boolean over = false;
        try {
            for (Recording.Step step : recording.steps()) {
                if (!mayGoOn(atSpeed ? startedAt + step.millis() * 1_000_000 : startedAt)) {
                    return;
                }
                over = tell(step);
            }
            if (!over && !endedInSilence() && mayGoOn(startedAt)) {
                endEarly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing after this was read at the time of the recording. */
    private void endEarly() {
        if (answered) {
            listener.onEnd();
        } else {
            listener.onFailure(new IOException("the recording has no response"));
        }
    }

    /** In which case the replay falls silent as well. */
    private boolean endedInSilence() {
        ErrorCode code = recording.ending().code();
        return code == ErrorCode.TIMEOUT || code == ErrorCode.CANCELLED;
    }

    /** Returns whether that was the last step. */
    private boolean tell(Recording.Step step) {
        if (step instanceof Recording.Head head) {
            answered = true;
            listener.onHead(head.status(), Headers.of(head.headers()));
        } else if (step instanceof Recording.Read read) {
            listener.onBody(List.of(ByteBuffer.wrap(read.bytes().clone())));
        } else if (step instanceof Recording.Broken broken) {
            listener.onFailure(broken.how().toThrowable(broken.message()));
            return true;
        } else {
            listener.onEnd();
            return true;
        }
        return false;
    }

    /** Waits until the given time, and then for as long as reading is paused. */
    private synchronized boolean mayGoOn(long nanoTime) throws InterruptedException {
        while (!cancelled) {
            long left = (nanoTime - System.nanoTime() + 999_999) / 1_000_000;
            if (paused) {
                wait();
            } else if (left > 0) {
                wait(left);
            } else {
                return true;
            }
        }
        return false;
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
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    @Override
    public void drain() {
        cancel(); // the rest would not be delivered anyway
    }
}
