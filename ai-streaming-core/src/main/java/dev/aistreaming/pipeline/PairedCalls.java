package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamListener;

/** Two calls that are paused, resumed and cancelled together. Each is started separately. */
record PairedCalls(ChatCall first, ChatCall second) implements ChatCall {

    @Override
    public void start(StreamListener listener) {
        throw new IllegalStateException("each call is started separately");
    }

    @Override
    public void pause() {
        first.pause();
        second.pause();
    }

    @Override
    public void resume() {
        first.resume();
        second.resume();
    }

    @Override
    public void cancel() {
        try {
            first.cancel();
        } finally {
            second.cancel();
        }
    }
}
