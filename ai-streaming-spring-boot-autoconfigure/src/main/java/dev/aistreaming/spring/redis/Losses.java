package dev.aistreaming.spring.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Streams that are no longer copied, of which Redis has nothing any more, so that nobody waits for their rest; and those that
 * are copied for their readers only, of which it has no head, so that nobody else finds them.
 */
final class Losses {

    /** How many are remembered that could not be deleted yet; Redis itself lets the others expire. */
    private static final int MAX_UNDELETED = 10_000;

    private final Misses misses;
    private final Executor executor;
    private final Set<String> undeleted = ConcurrentHashMap.newKeySet();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param executor the thread that sends
     */
    Losses(Misses misses, Executor executor) {
        this.misses = misses;
        this.executor = executor;
    }

    /** Redis could not take the stream, for this reason. */
    void lose(StreamCopy copy, String why) {
        if (giveUp(copy)) {
            misses.add(why);
        }
    }

    /** The stream need not be copied any more. Returns whether that is new. */
    boolean giveUp(StreamCopy copy) {
        boolean first = copy.lose();
        if (first) {
            if (undeleted.size() < MAX_UNDELETED) {
                undeleted.add(copy.id());
            }
            executor.execute(copy.transfer()::clear);
        }
        return first;
    }

    /** The stream is copied for those who read it now, and for nobody else. */
    void closeToOthers(StreamCopy copy) {
        if (copy.closeToOthers()) {
            open.add(copy.id());
        }
    }

    /** Somebody else has ended the stream, taking this instance for dead. */
    void leaveToOthers(StreamCopy copy) {
        if (copy.lose()) {
            executor.execute(copy.transfer()::clear);
            misses.add("this instance was away for too long");
            copy.audience().stop();
        }
    }

    /** What of them has been sent was sent before, over the same connection. */
    void tick(Line writes) {
        each(open, id -> writes.ask(commands -> commands.xdel(Keys.stream(id), Entries.HEAD)));
        each(undeleted, id -> writes.ask(commands -> commands.del(Keys.stream(id))));
    }

    private static void each(Set<String> ids, Function<String, CompletableFuture<Long>> delete) {
        for (String id : List.copyOf(ids)) {
            ids.remove(id);
            Answers.then(delete.apply(id), (count, failure) -> {
                if (failure != null) {
                    ids.add(id);
                }
            });
        }
    }
}
