package dev.aistreaming.spring.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Streams of which Redis did not say that it has what was sent. It is asked what it has, and gets the rest. Mostly a connection
 * has broken; but perhaps Redis has lost its data, or somebody took this instance for dead.
 */
final class Repairs {

    private static final Limit TWO = Limit.from(2);

    private final Losses losses;
    private final Executor executor;
    private final Set<StreamCopy> broken = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param executor the thread that sends
     */
    Repairs(Losses losses, Executor executor) {
        this.losses = losses;
        this.executor = executor;
    }

    /** On any thread. */
    void add(StreamCopy copy, String why) {
        copy.transfer().breakOff(why);
        broken.add(copy);
    }

    /** On the thread that sends; over its connection, so that the answer counts all that was sent before. */
    void begin(Sender sender, Line writes) {
        for (StreamCopy copy : List.copyOf(broken)) {
            if (copy.isLost()) {
                broken.remove(copy);
            } else if (copy.transfer().beginRepair()) {
                String key = Keys.stream(copy.id());
                Answers.then(
                        writes.ask(commands -> commands.xrevrange(key, Range.unbounded(), TWO)),
                        (newest, failure) -> executor.execute(() -> {
                            if (newest == null) {
                                copy.transfer().repairFailed();
                            } else {
                                goOn(copy, newest, sender, writes);
                            }
                        }));
            }
        }
    }

    private void goOn(StreamCopy copy, List<StreamMessage<String, byte[]>> newest, Sender sender, Line writes) {
        broken.remove(copy);
        Transfer transfer = copy.transfer();
        String why = String.valueOf(transfer.broken());
        boolean taken = !newest.isEmpty() && Entries.isSeal(newest.get(0));
        int last = taken ? 1 : 0;
        long lastEvent = newest.size() > last ? Entries.lastEvent(newest.get(last)) : Piece.NOTHING;
        Optional<List<Piece>> rest = transfer.repair(lastEvent);
        if (copy.isLost() || rest.filter(List::isEmpty).isPresent()) {
            return;
        }
        if (taken) {
            losses.leaveToOthers(copy);
        } else if (rest.isEmpty()) {
            losses.lose(copy, "it has lost what it had");
        } else if (transfer.isHopeless()) {
            losses.lose(copy, why);
        } else {
            rest.get().forEach(piece -> Answers.ignore(sender.send(piece, writes)));
            sender.sayGrown(List.of(copy.id()), writes);
            writes.flush();
        }
    }
}
