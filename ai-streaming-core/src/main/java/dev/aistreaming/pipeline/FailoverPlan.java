package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plan of an answer that may begin anew: asks the next provider after something has been delivered, too. What it knows changes
 * only where a call has ended, and where the next one takes back what that had delivered.
 */
final class FailoverPlan implements CallChain.Plan {

    private static final Logger log = LoggerFactory.getLogger(FailoverPlan.class);

    private final CallChain.Plan others;
    private final ChatRequest request;
    private final PointOfNoReturn point;
    private boolean settled;
    private boolean stale;
    private @Nullable ChatResponse shown;
    private Usage wasted = Usage.UNKNOWN;
    private Usage told = Usage.UNKNOWN;
    private @Nullable ChatResponse counted;

    /**
     * @param others knows who is asked next where nothing has been delivered
     * @param request what is asked; the tools in it are the front end's
     * @param point goes along with it
     */
    FailoverPlan(CallChain.Plan others, ChatRequest request, PointOfNoReturn point) {
        this.others = others;
        this.request = request;
        this.point = point;
    }

    /** The end waits until it is known to be one: it comes last and once. */
    @Override
    public boolean holdsBack(StreamEvent event) {
        if (event instanceof StreamEvent.StepFinished
                || (event instanceof StreamEvent.ToolCalled called && mayRun(called))) {
            settled = true;
        }
        return event instanceof StreamEvent.Finished || others.holdsBack(event);
    }

    /** A front end may run a tool of its own as soon as it hears of the call. */
    private boolean mayRun(StreamEvent.ToolCalled called) {
        return request.tools().stream()
                .anyMatch(tool -> tool.name().equals(called.call().name()));
    }

    @Override
    public @Nullable Supplier<CallChain.@Nullable Next> afterError(AiException error, boolean delivered) {
        if (point.isPassed() || (delivered && settled)) {
            return null;
        }
        Supplier<CallChain.@Nullable Next> next = others.afterError(error, false);
        if (next == null) {
            return null;
        }
        ChatResponse arrived = error.partial();
        if (arrived != null) {
            wasted = wasted.plus(arrived.usage());
            told = arrived.usage().estimated() ? told : told.plus(arrived.usage());
            counted = arrived;
        }
        if (delivered) {
            stale = true;
            shown = arrived;
            return () -> anew(next.get());
        }
        return next;
    }

    private static CallChain.@Nullable Next anew(CallChain.@Nullable Next next) {
        Restart restart = next == null ? null : next.restart();
        if (next == null || restart == null) {
            return next;
        }
        log.warn(
                "'{}' has failed in the middle of an answer, which begins anew with '{}'",
                restart.failed(),
                restart.next());
        return new CallChain.Next(restart.afterDelivery(), next.call());
    }

    /** Whether the listener has something of a call that has failed. */
    boolean isStale() {
        return stale;
    }

    /** The listener is told so. */
    void takenBack() {
        stale = false;
        shown = null;
    }

    /** What that is; {@code null}: nothing, or nobody knows. */
    @Nullable
    ChatResponse shown() {
        return shown;
    }

    /** The tokens of calls that have failed, as far as these have told them: a whole answer has no estimates in it. */
    Usage told() {
        return told;
    }

    /**
     * The tokens of calls that have failed.
     *
     * @param half what had arrived of the last one, which may be one of them
     */
    @SuppressWarnings("ReferenceEquality")
    Usage wastedWith(@Nullable ChatResponse half) {
        return half == null || half == counted ? wasted : wasted.plus(half.usage());
    }
}
