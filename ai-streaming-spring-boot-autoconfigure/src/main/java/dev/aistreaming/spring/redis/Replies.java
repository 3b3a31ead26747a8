package dev.aistreaming.spring.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of answers that nobody waits for, so that no fault is lost with them. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private Replies() {}

    /** Does something with an answer, or with what came instead, when it comes. */
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

    /** For commands whose failure shows elsewhere: another command over the same connection fails as well, or is repeated. */
    static void ignore(Future<?> answer) {
        log.trace("nobody waits for {}", answer);
    }
}
