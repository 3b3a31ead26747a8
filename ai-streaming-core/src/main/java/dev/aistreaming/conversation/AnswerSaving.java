package dev.aistreaming.conversation;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves an answer, and retries if that fails: the answer has been paid for and exists nowhere else. Runs on a thread that may
 * block, for a limited time, because the stream ends only after this.
 */
final class AnswerSaving {

    private static final Logger log = LoggerFactory.getLogger(AnswerSaving.class);

    /** The pause before each retry, in milliseconds. */
    private static final long[] PAUSES = {100, 400};

    /** If an attempt took longer than this to fail, there is no retry. */
    private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

    private AnswerSaving() {}

    /** Throws the exception of the last attempt, which has been logged by then. */
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
                log.debug("An answer in {} could not be saved at the first attempt", turn.key(), e);
            }
        }
    }

    /** An earlier attempt may have failed after its commit. */
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
