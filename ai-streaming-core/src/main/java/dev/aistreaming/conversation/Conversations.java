package dev.aistreaming.conversation;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks questions of conversations that are kept. Safe for use by many threads. */
public final class Conversations {

    /** Each takes a thread of the application's; beyond that, a question is refused at once. */
    private static final int MAX_WAITING = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final ConversationStore store;
    private final ConversationWindow window;
    private final ConversationSettings settings;
    private final Threads threads;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /**
     * Conversations of a store.
     *
     * @param store keeps them; not closed here
     * @param window says what is sent
     * @param threads renew leases; not closed here
     */
    public Conversations(
            ConversationStore store, ConversationWindow window, ConversationSettings settings, Threads threads) {
        this.store = store;
        this.window = window;
        this.settings = settings;
        this.threads = threads;
    }

    /** A question of a conversation, which there need not be yet. Nothing is done before it is asked. */
    public ConversationTask task(ConversationKey key) {
        return new ConversationTask(this, key);
    }

    ConversationStore store() {
        return store;
    }

    Lease lease(ConversationTurn turn) {
        return new Lease(store, turn, settings.lease(), threads);
    }

    /**
     * Waits on this thread, as far as the settings say so.
     *
     * @throws AiException with {@code busy} where another turn is under way
     */
    ConversationTurn begin(ConversationKey key) {
        Optional<ConversationTurn> turn = store.begin(key, settings.lease());
        if (turn.isEmpty() && !settings.waitWhenBusy().isZero() && waiting.tryAcquire()) {
            try {
                turn = waitFor(key);
            } finally {
                waiting.release();
            }
        }
        return turn.orElseThrow(() -> AiException.of(ErrorCode.BUSY)
                .userMessage("Another answer of this conversation is being written at this moment.")
                .build());
    }

    private Optional<ConversationTurn> waitFor(ConversationKey key) {
        long deadline = System.nanoTime() + settings.waitWhenBusy().toNanos();
        long pause = FIRST_PAUSE.toNanos();
        Optional<ConversationTurn> turn = Optional.empty();
        long left;
        while (turn.isEmpty() && (left = deadline - System.nanoTime()) > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, pause));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AiException.of(ErrorCode.CANCELLED).cause(e).build();
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            turn = store.begin(key, settings.lease());
        }
        return turn;
    }

    /** What is sent: the earlier turns, as far as the window goes, and the question. */
    List<Message> withEarlier(ConversationKey key, List<Message> question) {
        int reach = Math.max(1, window.reach());
        List<StoredMessage> stored = store.last(key, reach);
        if (reach != Integer.MAX_VALUE && stored.size() >= reach && !beginsSomewhere(stored)) {
            stored = store.messages(key); // one long exchange with tools of a front end, turn after turn
        }
        List<Message> sent = new ArrayList<>(window.of(SentTurns.of(stored)));
        sent.addAll(question);
        return AnsweredCalls.of(sent);
    }

    private static boolean beginsSomewhere(List<StoredMessage> stored) {
        return stored.stream().anyMatch(message -> message.message().role() == Role.USER);
    }
}
