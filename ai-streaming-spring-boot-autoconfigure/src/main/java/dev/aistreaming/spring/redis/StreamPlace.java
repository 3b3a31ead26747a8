package dev.aistreaming.spring.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * The place of one writer's entries of a stream. The seal after the entries of a dead writer may name another instance, which continues
 * in the next place. So anything that the dead writer may still send is refused, as after any seal.
 *
 * @param generation the number of previous writers
 */
record StreamPlace(String streamId, int generation) {

    /** Returns the place of the writer that has begun the stream. */
    static StreamPlace first(String streamId) {
        return new StreamPlace(streamId, 0);
    }

    /** Returns the place of the next writer. */
    StreamPlace next() {
        return new StreamPlace(streamId, generation + 1);
    }

    boolean isFirst() {
        return generation == 0;
    }

    /** Returns the key of the Redis stream. */
    String key() {
        return isFirst() ? Keys.stream(streamId) : Keys.stream(streamId) + ":" + generation;
    }

    /** Returns the keys of this place and all previous ones. */
    List<String> keys() {
        List<String> keys = new ArrayList<>(generation + 1);
        for (int i = 0; i <= generation; i++) {
            keys.add(new StreamPlace(streamId, i).key());
        }
        return keys;
    }
}
