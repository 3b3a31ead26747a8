package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves an answer, and tries again where that fails: it has been paid for, and is nowhere else. On a thread that may wait, for a bounded
 * time: a stream ends after this.
 */
final class AnswerSaving {

    private static final Logger log = LoggerFactory.getLogger(AnswerSaving.class);

    /** Before each further attempt, in milliseconds. */
    private static final long[] PAUSES = {100, 400};

    /** A store that has taken longer to fail is not asked again. */
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private AnswerSaving() {}

    /** Throws what the last attempt has thrown, which is in the log by then. */
    static void save(ConversationStore store, ConversationTurn turn, List<Message> answer, MessageState state) {
        long start = System.nanoTime();
        for (int attempt = 0; ; attempt++) {
            try {
                if (attempt == 0 || !isSaved(store, turn)) {
                    store.save(turn, answer, state);
                }
                return;
            } catch (Throwable e) {
                boolean again = e instanceof RuntimeException
                        && attempt < PAUSES.length
                        && System.nanoTime() - start < PATIENCE
                        && pause(PAUSES[attempt]);
                if (!again) {
                    log.error("An answer in {} could not be saved", turn.key(), e);
                    throw e;
                }
                log.debug("An answer in {} could not be saved at once", turn.key(), e);
            }
        }
    }

    /** By an attempt that failed behind its commit. */
    private static boolean isSaved(ConversationStore store, ConversationTurn turn) {
        return store.messages(turn.key()).stream()
                .anyMatch(stored ->
                        stored.turn() == turn.number() && stored.message().role() == Role.ASSISTANT);
    }

    private static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
