package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.ExpiringCall;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.FrozenTime;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies timeouts to one call. Nothing is scheduled per token: each read records the time, and a single task per call checks the
 * records whenever the next timeout could expire.
 */
final class TimeoutCall extends Stage implements EventAdapter {

    /** How long a call has to react to its cancellation. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** How often to check while waiting for an approval, when no timeout can expire. */
    private static final Duration NO_HURRY = Duration.ofSeconds(1);

    private final String provider;
    private final Timeouts timeouts;
    private final Threads threads;
    private final LongSupplier nanoTime;
    private final FrozenTime frozen = new FrozenTime();
    private long startedAt;
    private volatile long waitingSince;
    private volatile boolean answering;
    private volatile boolean delivering;
    private volatile boolean paused;
    private volatile boolean ended;

    /** Created lazily, because most answers need no approval. */
    private volatile @Nullable ApprovalTime approvals;

    private volatile @Nullable AiException expired;
    private volatile @Nullable Future<?> nextLook;
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();

    /** @param nanoTime like {@link System#nanoTime} */
    TimeoutCall(String provider, ChatCall delegate, Timeouts timeouts, Threads threads, LongSupplier nanoTime) {
        super(delegate);
        this.provider = provider;
        this.timeouts = timeouts;
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    @Override
    protected void begin() {
        startedAt = nanoTime.getAsLong();
        waitingSince = startedAt;
        frozen.plan(startedAt, 0);
        look();
        try {
            super.begin();
        } catch (Throwable e) {
            ending.set(true);
            end();
            throw e;
        }
    }

    /** Runs on the thread that starts the call, and afterwards on the timer thread. */
    private void look() {
        long now = nanoTime.getAsLong();
        long stoodStill = frozen.until(now);
        if (stoodStill > 0) { // what the provider has sent since then could not be read
            startedAt += stoodStill;
            waitingSince = now;
        }
        ApprovalTime asked = approvals;
        boolean waiting = asked != null && asked.isWaiting();
        Duration left = timeouts.total().minusNanos(now - startedAt - (asked == null ? 0 : asked.until(now)));
        if (!isPositive(left)) {
            expire("The answer took longer than " + inWords(timeouts.total()) + ".");
            return;
        }
        Duration limit = answering ? timeouts.idle() : timeouts.firstToken();
        Duration quiet = paused || delivering || waiting ? limit : limit.minusNanos(now - waitingSince);
        if (!isPositive(quiet)) {
            expire(
                    answering
                            ? "The AI provider sent nothing for " + inWords(limit) + " in the middle of its answer."
                            : "The AI provider did not begin to answer within " + inWords(limit) + ".");
            return;
        }
        if (!ended) {
            // the answer may begin right after this check, and stop right after that
            Duration wait = min(left, min(quiet, timeouts.idle()));
            wait = waiting && wait.compareTo(NO_HURRY) < 0 ? NO_HURRY : wait;
            frozen.plan(now, wait.toNanos());
            Future<?> next = threads.schedule(wait, this::look);
            nextLook = next;
            if (ended) {
                next.cancel(false); // the call ended in the meantime and missed it
            }
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isZero() && !duration.isNegative();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private void expire(String which) {
        if (!ended) {
            AiException timeout = AiException.of(ErrorCode.TIMEOUT)
                    .userMessage(which)
                    .provider(provider)
                    .build();
            expired = timeout;
            threads.execute(this::cancelInside);
            giveUpLater(timeout);
        }
    }

    private void cancelInside() {
        ExpiringCall.expire(delegate(), ErrorCode.TIMEOUT);
    }

    /** A third-party provider may ignore its cancellation. Nothing it sends is passed on any more. */
    private void giveUpLater(AiException timeout) {
        nextLook = threads.schedule(GRACE, () -> {
            if (inside.get()) {
                giveUpLater(timeout); // the listener must be called from one thread at a time
            } else if (ending.compareAndSet(false, true)) {
                end();
                threads.execute(() -> listener().onError(timeout));
            }
        });
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (!delivering) {
            delivering = true;
        }
        event.accept(this);
        inside.lazySet(true); // whoever gives up checks it a second later
        try {
            if (expired == null) {
                super.onEvent(event);
            }
        } finally {
            inside.lazySet(false);
        }
    }

    @Override
    public void content(StreamEvent.Content event) {
        answers();
    }

    @Override
    public void reasoning(StreamEvent.Reasoning event) {
        answers();
    }

    @Override
    public void toolCallDelta(StreamEvent.ToolCallDelta event) {
        answers();
    }

    private void answers() {
        if (!answering) {
            answering = true;
        }
        ApprovalTime asked = approvals;
        if (asked != null && asked.isWaiting()) {
            asked.over(nanoTime.getAsLong());
        }
    }

    @Override
    public void approvalRequested(StreamEvent.ApprovalRequested event) {
        ApprovalTime asked = approvals;
        if (asked == null) {
            asked = new ApprovalTime();
            approvals = asked;
        }
        asked.asked(event, nanoTime.getAsLong());
    }

    @Override
    public void toolResulted(StreamEvent.ToolResulted event) {
        ApprovalTime asked = approvals;
        if (asked != null) {
            asked.resulted(event, nanoTime.getAsLong());
        }
    }

    @Override
    public void onFlush() {
        delivering = true;
        inside.lazySet(true);
        try {
            if (expired == null) {
                super.onFlush();
            }
        } finally {
            inside.lazySet(false);
        }
        if (answering) {
            waitingSince = nanoTime.getAsLong();
        }
        delivering = false;
    }

    @Override
    public void onRestart(Restart restart) {
        if (expired == null) {
            super.onRestart(restart);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        if (ending.compareAndSet(false, true)) {
            end();
            AiException timeout = expired;
            if (timeout == null) {
                super.onComplete(response);
            } else {
                super.onError(timeout.withPartial(response)); // anything that arrived since then is missing
            }
        }
    }

    @Override
    public void onError(AiException error) {
        if (ending.compareAndSet(false, true)) {
            end();
            AiException timeout = expired;
            super.onError(
                    timeout != null && error.code() == ErrorCode.CANCELLED
                            ? timeout.withPartial(error.partial())
                            : error);
        }
    }

    private void end() {
        ended = true;
        Future<?> look = nextLook;
        if (look != null) {
            look.cancel(false);
        }
    }

    @Override
    public void pause() {
        paused = true;
        super.pause();
    }

    @Override
    public void resume() {
        waitingSince = nanoTime.getAsLong();
        paused = false;
        super.resume();
    }
}
