package dev.aistreaming.output;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.pipeline.CallChain;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.thread.Threads;
import org.jspecify.annotations.Nullable;

/** An answer that has to be an object. */
final class ExpectingCall extends Stage {

    private final AnswerCheck<?> check;
    private final @Nullable PartialObject partial;
    private int attempt = 1;

    /** After this, nothing more is shown. */
    private volatile boolean cancelled;

    ExpectingCall(ChatCall first, AnswerCheck<?> check, Expectation<?> expectation, Threads threads) {
        super(new CallChain(first, check, threads));
        this.check = check;
        this.partial = expectation.onPartial() == null
                ? null
                : new PartialObject(expectation.type(), expectation.onPartial(), threads);
    }

    @Override
    protected void begin() {
        if (partial != null) {
            partial.begin();
        }
        super.begin();
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Finished finished) {
            finished(finished);
            return;
        }
        if (attempt != check.attempt()) {
            attempt = check.attempt();
            pass(new StreamEvent.Reset(StreamEvent.Reset.Reason.RESTART));
        }
        pass(event);
    }

    private void pass(StreamEvent event) {
        super.onEvent(event);
        if (partial != null) {
            partial.onEvent(event);
        }
    }

    @Override
    public void onFlush() {
        super.onFlush();
        show();
    }

    private void show() {
        if (partial != null && !cancelled) {
            partial.show();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        super.cancel();
    }

    private void finished(StreamEvent.Finished event) {
        if (check.fault() != null) {
            return;
        }
        show();
        String object = check.object();
        if (object != null) {
            super.onEvent(new StreamEvent.ObjectReady(object));
        }
        super.onEvent(new StreamEvent.Finished(event.reason(), check.wasted().plus(event.usage())));
    }

    /** Showing partial objects may block, which must not delay other streams. */
    @Override
    public boolean isNonBlocking() {
        return partial == null && super.isNonBlocking();
    }

    /** The restart of a later attempt does not matter to listeners that have seen the first one. */
    @Override
    public void onRestart(Restart restart) {
        if (check.attempt() == 1) {
            super.onRestart(restart);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        ChatResponse whole = check.withUsageOfAll(response);
        AiException fault = check.fault();
        if (fault != null) {
            super.onError(fault.withPartial(whole));
        } else if (check.isOver()) {
            super.onComplete(whole);
        } else { // there were no threads left to check it
            super.onError(AiException.of(ErrorCode.SHUTTING_DOWN)
                    .provider(response.provider())
                    .partial(whole)
                    .build());
        }
    }

    @Override
    public void onError(AiException error) {
        ChatResponse arrived = error.partial();
        super.onError(arrived == null ? error : error.withPartial(check.withUsageOfAll(arrived)));
    }
}
