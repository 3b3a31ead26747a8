package dev.aistreaming.tool;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.CallChain;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.thread.Threads;

/** Combines the steps of an answer into one call with a single ending. */
final class ToolLoopCall extends Stage {

    private final ToolSteps steps;

    ToolLoopCall(ChatCall first, ToolSteps steps, Threads threads) {
        super(new CallChain(first, steps, threads));
        this.steps = steps;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Finished finished) {
            super.onEvent(
                    new StreamEvent.Finished(finished.reason(), steps.usage().plus(finished.usage())));
            return;
        }
        if (event instanceof StreamEvent.ToolCalled) {
            steps.announced();
        }
        super.onEvent(event);
    }

    /**
     * The restart of a later step does not matter to listeners that have seen earlier ones: for them, the call did not fail at its
     * beginning.
     */
    @Override
    public void onRestart(Restart restart) {
        if (steps.isFirst()) {
            super.onRestart(restart);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (steps.isOver()) {
            super.onComplete(steps.whole(response));
        } else { // there were no threads left to continue
            super.onError(AiException.of(ErrorCode.SHUTTING_DOWN)
                    .provider(response.provider())
                    .partial(steps.partial(response))
                    .build());
        }
    }

    @Override
    public void onError(AiException error) {
        super.onError(error.withPartial(steps.partial(error.partial())));
    }
}
