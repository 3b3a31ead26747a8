package dev.aistreaming.spring.context;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.Stage;
import java.util.concurrent.Executor;

/** A call whose listener belongs to the application, and runs in the context in which the call was made. */
final class ContextualCall extends Stage {

    private final Executor context;

    ContextualCall(ChatCall delegate, Executor context) {
        super(delegate);
        this.context = context;
    }

    @Override
    public void onEvent(StreamEvent event) {
        context.execute(() -> super.onEvent(event));
    }

    @Override
    public void onFlush() {
        context.execute(super::onFlush);
    }

    @Override
    public void onRestart(Restart restart) {
        context.execute(() -> super.onRestart(restart));
    }

    @Override
    public void onComplete(ChatResponse response) {
        context.execute(() -> super.onComplete(response));
    }

    @Override
    public void onError(AiException error) {
        context.execute(() -> super.onError(error));
    }
}
