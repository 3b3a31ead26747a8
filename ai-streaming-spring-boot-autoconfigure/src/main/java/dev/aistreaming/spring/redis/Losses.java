package dev.aistreaming.spring.redis;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Streams that are no longer copied: what Redis has of them is deleted, so that nobody waits for their rest. */
final class Losses {

    /** How many are remembered that could not be deleted yet; Redis itself lets the others expire. */
    private static final int MAX_UNDELETED = 10_000;

    private final Misses misses;
    private final Executor executor;
    private final Set<String> undeleted = ConcurrentHashMap.newKeySet();

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

    /** Somebody else has ended the stream, taking this instance for dead. */
    void leaveToOthers(StreamCopy copy) {
        if (copy.lose()) {
            executor.execute(copy.transfer()::clear);
            misses.add("this instance was away for too long");
            copy.audience().stop();
        }
    }

    /** What of them has been sent was sent before, over the same connection. */
    void delete(Line writes) {
        for (String id : List.copyOf(undeleted)) {
            undeleted.remove(id);
            Answers.then(writes.ask(commands -> commands.del(Keys.stream(id))), (count, failure) -> {
                if (failure != null) {
                    undeleted.add(id);
                }
            });
        }
    }
}
