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
 * Extends a fallback plan: also calls the next provider after something has been delivered. Its state changes only when a call has
 * ended, and when the next one voids what that call had delivered.
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
     * @param others chooses the next provider
     * @param request the request; its tools are those of the front end
     * @param point travels with the request
     */
    FailoverPlan(CallChain.Plan others, ChatRequest request, PointOfNoReturn point) {
        this.others = others;
        this.request = request;
        this.point = point;
    }

    /** Holds back the final event until it is known to be final, because it has to come last, exactly once. */
    @Override
    public boolean holdsBack(StreamEvent event) {
        if (event instanceof StreamEvent.StepFinished
                || (event instanceof StreamEvent.ToolCalled called && mayRun(called))) {
            settled = true;
        }
        return event instanceof StreamEvent.Finished || others.holdsBack(event);
    }

    /** A front end may run one of its own tools as soon as it hears of the call. */
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
                "'{}' has failed in the middle of an answer, which starts over with '{}'",
                restart.failed(),
                restart.next());
        return new CallChain.Next(restart.afterDelivery(), next.call());
    }

    /** Whether the listener has received something from a call that has since failed. */
    boolean isStale() {
        return stale;
    }

    /** The listener has been told. */
    void takenBack() {
        stale = false;
        shown = null;
    }

    /** What the listener has received, or {@code null} if that is nothing or unknown. */
    @Nullable
    ChatResponse shown() {
        return shown;
    }

    /** The tokens used by failed calls, as far as they were reported: a complete answer contains no estimates. */
    Usage told() {
        return told;
    }

    /**
     * The tokens used by failed calls.
     *
     * @param half the partial answer of the last call, which may be one of the failed ones
     */
    @SuppressWarnings("ReferenceEquality")
    Usage wastedWith(@Nullable ChatResponse half) {
        return half == null || half == counted ? wasted : wasted.plus(half.usage());
    }
}
