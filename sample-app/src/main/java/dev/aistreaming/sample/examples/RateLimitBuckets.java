package dev.aistreaming.sample.examples;

import io.github.bucket4j.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The buckets of the most recent users, which limits the memory. A user who was dropped starts again with a full bucket. */
final class RateLimitBuckets {

    private static final int MOST_USERS = 10_000;

    private final Map<String, Bucket> byUser = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_USERS;
        }
    };

    private final Supplier<Bucket> full;

    RateLimitBuckets(Supplier<Bucket> full) {
        this.full = full;
    }

    synchronized Bucket of(String user) {
        return byUser.computeIfAbsent(user, unknown -> full.get());
    }
}
