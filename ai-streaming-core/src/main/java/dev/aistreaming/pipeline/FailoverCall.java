package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;

/**
 * An answer that several providers attempt, where only the last attempt counts. What an earlier provider delivered is voided only
 * when there is something to replace it: if no other provider answers, a partial answer is better than none.
 */
final class FailoverCall extends Stage {

    private final FailoverPlan plan;

    FailoverCall(ChatCall first, FailoverPlan plan, Threads threads) {
        super(new CallChain(first, plan, threads));
        this.plan = plan;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (plan.isStale()) {
            takeBack();
        }
        super.onEvent(
                event instanceof StreamEvent.Finished finished && plan.told().known()
                        ? new StreamEvent.Finished(
                                finished.reason(), plan.told().plus(finished.usage()))
                        : event);
    }

    private void takeBack() {
        plan.takenBack();
        super.onEvent(new StreamEvent.Reset(StreamEvent.Reset.Reason.FAILOVER));
    }

    @Override
    public void onComplete(ChatResponse response) {
        ChatResponse whole = withWasted(response);
        if (plan.isStale()) { // the answer came without any event
            try {
                takeBack();
            } catch (Throwable e) {
                super.onError(AiException.of(ErrorCode.INTERNAL)
                        .provider(response.provider())
                        .partial(whole)
                        .cause(e)
                        .build());
                return;
            }
        }
        super.onComplete(whole);
    }

    private ChatResponse withWasted(ChatResponse response) {
        return plan.told().known() ? response.withUsage(plan.told().plus(response.usage())) : response;
    }

    @Override
    public void onError(AiException error) {
        ChatResponse shown = plan.isStale() ? plan.shown() : null; // the listener still has it
        ChatResponse half = shown == null ? error.partial() : shown;
        super.onError(half == null ? error : error.withPartial(half.withUsage(plan.wastedWith(error.partial()))));
    }
}
