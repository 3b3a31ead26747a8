package dev.aistreaming.spring.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles answers that nobody waits for, so that no fault goes unnoticed. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /** Runs an action with the answer or the failure, when it arrives. */
    static <T extends @Nullable Object> void then(
            CompletableFuture<T> answer, BiConsumer<@Nullable T, @Nullable Throwable> action) {
        ignore(answer.whenComplete((value, failure) -> {
            try {
                action.accept(value, failure instanceof CompletionException ? failure.getCause() : failure);
            } catch (RuntimeException e) {
                log.error("A message from Redis could not be handled", e);
            }
        }));
    }

    /**
     * Ignores an answer. For commands whose failure shows elsewhere: another command over the same connection fails as well, or the
     * command is repeated.
     */
    static void ignore(Future<?> answer) {
        log.trace("nobody waits for {}", answer);
    }
}
