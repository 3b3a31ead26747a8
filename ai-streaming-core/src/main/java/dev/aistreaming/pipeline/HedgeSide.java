package dev.aistreaming.pipeline;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one of the two calls of a {@link HedgedCall}. Everything before the first content is held back, and nothing from a
 * call that has lost is passed on. A call that has lost is cancelled at the first event it tries to deliver, so that it runs no
 * tools, however late the winner's cancellation arrives.
 */
final class HedgeSide implements StreamListener {

    /** The maximum number of restarts that are reported once this call has won. */
    private static final int MOST_RESTARTS = 16;

    private final String provider;
    private final ChatCall call;
    private final HedgedCall race;
    private final Queue<Restart> restarts = new ArrayDeque<>(0);
    private StreamEvent.@Nullable Started started;
    private boolean hasWon;

    /** Guarded by the race. */
    @Nullable
    AiException failure;

    HedgeSide(String provider, ChatCall call, HedgedCall race) {
        this.provider = provider;
        this.call = call;
        this.race = race;
    }

    String provider() {
        return provider;
    }

    ChatCall call() {
        return call;
    }

    @Override
    public void onEvent(StreamEvent event) {
        if (!hasWon) {
            if (event instanceof StreamEvent.Started first) {
                started = first;
                return;
            }
            if (!wins()) {
                return;
            }
        }
        race.onEvent(event);
    }

    private boolean wins() {
        if (!race.wins(this)) {
            call.cancel();
            return false;
        }
        hasWon = true;
        tellRestarts();
        if (started != null) {
            race.onEvent(started);
        }
        return true;
    }

    private void tellRestarts() {
        Restart restart;
        while ((restart = restarts.poll()) != null) {
            race.onRestart(restart);
        }
    }

    @Override
    public void onFlush() {
        if (hasWon) {
            race.onFlush();
        }
    }

    /** Until then the other call may have to be cancelled, and whoever is notified of that may block. */
    @Override
    public boolean isNonBlocking() {
        return hasWon && race.isNonBlocking();
    }

    @Override
    public void onRestart(Restart restart) {
        if (hasWon) {
            race.onRestart(restart);
        } else if (restarts.size() < MOST_RESTARTS) {
            restarts.add(restart);
        }
    }

    @Override
    public void onComplete(ChatResponse response) {
        try {
            if (!hasWon && !wins()) {
                return;
            }
        } catch (Throwable e) {
            race.onError(internal(e).withPartial(response));
            return;
        }
        race.onComplete(response);
    }

    @Override
    public void onError(AiException error) {
        if (hasWon) {
            race.onError(error);
        } else if (race.fails(this, error)) {
            tell(error);
        }
    }

    /** Reports the ending of a call that has delivered nothing. */
    void tell(AiException error) {
        AiException told = error;
        try {
            tellRestarts();
        } catch (Throwable e) {
            told = internal(e);
        }
        race.onError(told);
    }

    private AiException internal(Throwable fault) {
        return AiException.of(ErrorCode.INTERNAL)
                .provider(provider)
                .cause(fault)
                .build();
    }
}
