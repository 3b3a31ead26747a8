package dev.aistreaming.spring.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the entries of a writer of a stream are. The seal that ends those of one that has died may name another instance, which goes on in
 * the next place; so whatever the dead one may still send there is refused, as ever.
 *
 * @param generation how many writers there were before
 */
record StreamPlace(String streamId, int generation) {

    /** Of the writer that has begun the stream. */
    static StreamPlace first(String streamId) {
        return new StreamPlace(streamId, 0);
    }

    /** Of whoever goes on. */
    StreamPlace next() {
        return new StreamPlace(streamId, generation + 1);
    }

    boolean isFirst() {
        return generation == 0;
    }

    /** The Redis stream. */
    String key() {
        return isFirst() ? Keys.stream(streamId) : Keys.stream(streamId) + ":" + generation;
    }

    /** Those before it too. */
    List<String> keys() {
        List<String> keys = new ArrayList<>(generation + 1);
        for (int i = 0; i <= generation; i++) {
            keys.add(new StreamPlace(streamId, i).key());
        }
        return keys;
    }
}
