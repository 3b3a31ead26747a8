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

/** One answer made of several steps: makes one ending of theirs. */
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

    /** A step that is made again is nothing to those who have seen others: for them, the call has not failed before its beginning. */
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
        } else { // there were no threads to go on
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
