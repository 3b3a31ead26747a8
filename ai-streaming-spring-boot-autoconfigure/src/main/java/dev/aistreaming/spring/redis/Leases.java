package dev.aistreaming.spring.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks whether the instances whose streams are read here are alive. An instance is considered dead at the second check in a row without
 * a lease. The second check is sent after the answer to the first: if Redis itself was suspended, the first may arrive before the
 * producer has renewed its lease.
 */
final class Leases {

    private final StoredStreams stored;
    private final Successors successors;
    private final Set<String> missedOnce = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param successors handles streams whose producer is gone */
    Leases(StoredStreams stored, Successors successors) {
        this.stored = stored;
        this.successors = successors;
    }

    /** Checks the producers, and ends or continues the streams of those that are gone. */
    void look(Map<String, List<FollowedStream>> byProducer) {
        missedOnce.retainAll(new HashSet<>(byProducer.keySet()));
        byProducer.forEach((producer, streams) -> {
            if (asked.add(producer)) {
                Replies.then(stored.isAlive(producer), (alive, failure) -> {
                    asked.remove(producer);
                    if (alive != null) {
                        answered(producer, alive, streams);
                    }
                });
            }
        });
    }

    private void answered(String producer, boolean alive, List<FollowedStream> streams) {
        if (alive) {
            missedOnce.remove(producer);
        } else if (!missedOnce.add(producer)) {
            for (FollowedStream stream : streams) {
                Replies.then(successors.of(stream.id(), stream.format(), producer), (seal, failure) -> {
                    stream.grown(); // sealed by us or, if that has failed, perhaps by another instance
                    byte[] id = ControlMessage.encodeIds(List.of(stream.id()));
                    Replies.ignore(stored.tell(Keys.appended(producer), id));
                });
            }
        }
    }
}
