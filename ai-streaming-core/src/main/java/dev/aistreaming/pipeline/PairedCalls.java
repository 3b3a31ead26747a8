package dev.aistreaming.pipeline;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.StreamListener;

/** Two calls that are paused, resumed and cancelled as one. Each is started by itself. */
record PairedCalls(ChatCall first, ChatCall second) implements ChatCall {

    @Override
    public void start(StreamListener listener) {
        throw new IllegalStateException("each is started by itself");
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
