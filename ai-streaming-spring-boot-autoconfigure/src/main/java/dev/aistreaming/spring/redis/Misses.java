package dev.aistreaming.spring.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Redis could not keep: counted per stream, and logged once per trouble, however many streams it hits. */
final class Misses {

    private static final Logger log = LoggerFactory.getLogger(Misses.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final LongAdder streams = new LongAdder();
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
    private volatile boolean away;

    // of the thread that reports
    private long reported;
    private long beforeOutage;
    private long quietUntil = System.nanoTime();

    /** A stream that only this instance can go on with, because of what Redis said or did. */
    void add(String why) {
        streams.increment();
        reason.set(why);
    }

    /** How many streams there were. */
    long streams() {
        return streams.sum();
    }

    boolean redisIsAway() {
        return away;
    }

    void redisFails(Throwable why) {
        if (!away) {
            away = true;
            beforeOutage = reported;
            log.warn(
                    "Redis does not answer. AI streams go on, but only the instance that writes one can resume it,"
                            + " until Redis is back: {}",
                    why.toString());
        } else {
            log.debug("Redis still does not answer", why);
        }
    }

    void redisAnswers() {
        if (away) {
            away = false;
            reported = streams.sum();
            log.info(
                    "Redis answers again: AI streams can be resumed on every instance, but for {}",
                    reported - beforeOutage);
        }
    }

    /** One warning a minute for what was missed while Redis did answer. */
    void report() {
        long now = System.nanoTime();
        long sum = streams.sum();
        if (!away && sum > reported && now - quietUntil >= 0) {
            log.warn("AI streams that Redis could not keep: {}, the last one because {}", sum - reported, reason.get());
            reported = sum;
            quietUntil = now + QUIET;
        }
    }
}
