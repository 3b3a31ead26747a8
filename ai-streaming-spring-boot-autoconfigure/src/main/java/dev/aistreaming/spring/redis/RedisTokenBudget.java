package dev.aistreaming.spring.redis;

import dev.aistreaming.pipeline.TokenBudget;
import dev.aistreaming.spring.provider.TokenWindow;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A token budget in Redis that all instances of an application share. Connects in the background when it is first used. While Redis does
 * not answer, calls fail at once; they wait only for the first connection attempt and for an answer that does not come.
 */
public final class RedisTokenBudget implements TokenBudget, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final Supplier<AbstractRedisClient> client;
    private final TokenWindow window;
    private final Duration patience;

    /** The connection, or the failure to connect; {@code null} before the first use. */
    private final AtomicReference<@Nullable CompletableFuture<TokenLink>> link = new AtomicReference<>();

    // guarded by this
    private boolean connecting;
    private boolean closed;
    private long pausedAt = System.nanoTime() - PAUSE;

    /**
     * Creates a budget that is not connected.
     *
     * @param connectionFactory supplies the Redis client; must be started; not closed here
     * @param window the budget of each client
     */
    public RedisTokenBudget(LettuceConnectionFactory connectionFactory, TokenWindow window) {
        this(connectionFactory, window, PATIENCE);
    }

    /** @param patience the maximum time for an answer */
    RedisTokenBudget(LettuceConnectionFactory connectionFactory, TokenWindow window, Duration patience) {
        this.client = connectionFactory::getRequiredNativeClient;
        this.patience = patience;
        this.window = window;
    }

    @Override
    public CompletionStage<Taken> tryTake(String client, long tokens) {
        return ask(client, bucket -> bucket.tryConsumeAndReturnRemaining(tokens).thenApply(TokenWindow::taken));
    }

    @Override
    public CompletionStage<Void> charge(String client, long tokens) {
        if (tokens == 0) {
            return CompletableFuture.completedFuture(null);
        }
        return ask(
                client,
                bucket -> tokens > 0
                        ? bucket.consumeIgnoringRateLimits(tokens).thenApply(penalty -> null)
                        : bucket.addTokens(-tokens));
    }

    @Override
    public CompletionStage<Long> remaining(String client) {
        return ask(client, AsyncBucketProxy::getAvailableTokens);
    }

    private <T> CompletableFuture<T> ask(String client, Function<AsyncBucketProxy, CompletableFuture<T>> question) {
        CompletableFuture<TokenLink> asked = link();
        return asked.thenCompose(open -> open.isOpen()
                        ? question.apply(open.bucketOf(Keys.tokens(window.tokens(), window.window(), client)))
                        : CompletableFuture.<T>failedFuture(new RedisException("not connected")))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((answer, failure) -> {
                    if (failure instanceof TimeoutException) {
                        giveUp(asked, failure);
                    }
                });
    }

    private synchronized CompletableFuture<TokenLink> link() {
        CompletableFuture<TokenLink> known = link.get();
        boolean first = known == null;
        CompletableFuture<TokenLink> current = known == null ? new CompletableFuture<>() : known;
        link.compareAndSet(null, current);
        if ((first || isBroken(current)) && !connecting && !closed && System.nanoTime() - pausedAt >= PAUSE) {
            Thread thread = new Thread(
                    () -> connect(first ? current : new CompletableFuture<>(), first), "ai-streaming-tokens-connect");
            thread.setDaemon(true);
            thread.start();
            connecting = true; // only if the thread could start; it needs this lock to report its end
        }
        return current;
    }

    private static boolean isBroken(CompletableFuture<TokenLink> link) {
        return link.isCompletedExceptionally() || (link.isDone() && !link.join().isOpen());
    }

    private void connect(CompletableFuture<TokenLink> next, boolean first) {
        TokenLink open;
        try {
            open = TokenLink.open(client.get(), window);
        } catch (Throwable e) {
            synchronized (this) {
                connecting = false;
                pausedAt = System.nanoTime();
            }
            next.completeExceptionally(e);
            return;
        }
        CompletableFuture<TokenLink> before = link.getAndSet(next);
        boolean late;
        synchronized (this) {
            connecting = false;
            late = closed;
        }
        next.complete(open);
        if (late) {
            open.close();
        }
        if (before != null && !first) {
            closeOnceOpen(before);
        }
    }

    /** Stops asking Redis until it can be connected to again. */
    private void giveUp(CompletableFuture<TokenLink> silent, Throwable why) {
        if (link.compareAndSet(silent, CompletableFuture.failedFuture(why))) {
            synchronized (this) {
                pausedAt = System.nanoTime();
            }
            closeOnceOpen(silent);
        }
    }

    private static void closeOnceOpen(CompletableFuture<TokenLink> link) {
        Replies.ignore(link.thenAccept(TokenLink::close));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        CompletableFuture<TokenLink> last = link.get();
        if (last != null) {
            closeOnceOpen(last);
        }
    }
}
