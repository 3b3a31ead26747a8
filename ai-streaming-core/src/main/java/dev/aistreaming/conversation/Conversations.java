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

/** Asks questions as part of stored conversations. Thread-safe. */
public final class Conversations {

    /** Each waiting question blocks one of the application's threads. Beyond this number, questions are rejected immediately. */
    private static final int MAX_WAITING = 64;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final ConversationStore store;
    private final ConversationWindow window;
    private final ConversationSettings settings;
    private final Threads threads;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /**
     * Creates conversations on top of a store.
     *
     * @param store stores them; not closed here
     * @param window selects what is sent
     * @param threads renew leases; not closed here
     */
    public Conversations(
            ConversationStore store, ConversationWindow window, ConversationSettings settings, Threads threads) {
        this.store = store;
        this.window = window;
        this.settings = settings;
        this.threads = threads;
    }

    /** Prepares a question of a conversation, which need not exist yet. Nothing happens before the call is made. */
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
     * Blocks this thread for as long as the settings allow.
     *
     * @throws AiException with {@code busy} if another turn is in progress
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
                .userMessage("Another answer in this conversation is being written at this moment.")
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

    /** The messages to send: earlier turns, as far as the window allows, and the question. */
    List<Message> withEarlier(ConversationKey key, List<Message> question) {
        int reach = Math.max(1, window.reach());
        List<StoredMessage> stored = store.last(key, reach);
        if (reach != Integer.MAX_VALUE && stored.size() >= reach && !beginsSomewhere(stored)) {
            stored = store.messages(key); // a single long exchange with front-end tools, turn after turn
        }
        List<Message> sent = new ArrayList<>(window.of(SentTurns.of(stored)));
        sent.addAll(question);
        return AnsweredCalls.of(sent);
    }

    private static boolean beginsSomewhere(List<StoredMessage> stored) {
        return stored.stream().anyMatch(message -> message.message().role() == Role.USER);
    }
}
