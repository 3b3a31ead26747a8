package dev.aistreaming.spring.redis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whether the instances whose streams are read here still live. One is taken for dead at the second look in a row, which is
 * sent after the first is answered: where Redis itself has stood still, the first may come before the producer's own word.
 */
final class Leases {

    private final StoredStreams stored;
    private final Successors successors;
    private final Set<String> missedOnce = ConcurrentHashMap.newKeySet();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    /** @param successors of those that are gone */
    Leases(StoredStreams stored, Successors successors) {
        this.stored = stored;
        this.successors = successors;
    }

    /** Ends the streams of producers that are gone, or goes on with them. */
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
                    stream.grown(); // sealed by us or, if that has failed, perhaps by somebody else
                    byte[] id = ControlMessage.encodeIds(List.of(stream.id()));
                    Replies.ignore(stored.tell(Keys.appended(producer), id));
                });
            }
        }
    }
}
