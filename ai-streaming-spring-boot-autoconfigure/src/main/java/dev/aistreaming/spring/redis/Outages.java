package dev.aistreaming.spring.redis;

import dev.aistreaming.chat.OneLine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams that Redis could not keep. Counted per stream, and logged once per outage, no matter how many streams it affects. */
final class Outages {

    private static final Logger log = LoggerFactory.getLogger(Outages.class);
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    /** The number of beats after which it is clear which streams an outage has lost, and whether it is over. */
    private static final int BEATS_BEFORE_NEWS = 3;

    private final LongAdder streams = new LongAdder();
    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
    private volatile boolean away;

    // guarded by this
    private int beatsBeforeNews;
    private long reported;
    private long beforeOutage;
    private long quietUntil = System.nanoTime();

    /** Counts a stream that only this instance can continue because of a failure of Redis. */
    void add(String why) {
        streams.increment();
        reason.set(OneLine.of(why));
    }

    /** Returns the number of these streams. */
    long streams() {
        return streams.sum();
    }

    boolean redisIsAway() {
        return away;
    }

    synchronized void redisFails(Throwable why) {
        boolean news = !away && beatsBeforeNews == 0;
        away = true;
        beatsBeforeNews = 0;
        if (news) {
            beforeOutage = reported;
            log.warn(
                    "Redis does not answer. AI streams go on, but only the instance that writes one can resume it,"
                            + " until Redis is back: {}",
                    OneLine.of(why.toString()));
        } else {
            log.debug("Redis still does not answer", why);
        }
    }

    synchronized void redisAnswers() {
        if (away) {
            away = false;
            beatsBeforeNews = BEATS_BEFORE_NEWS;
        }
    }

    /** Called at each beat while Redis answers. Logs one line per outage, or else at most one warning per minute. */
    synchronized void report() {
        if (beatsBeforeNews > 0) {
            beatsBeforeNews--;
            if (beatsBeforeNews == 0) {
                reportOutage();
            }
        } else {
            reportMisses();
        }
    }

    private void reportOutage() {
        reported = streams.sum();
        log.info(
                "Redis answers again: AI streams can be resumed on every instance, but for {} that it has missed",
                reported - beforeOutage);
    }

    private void reportMisses() {
        long now = System.nanoTime();
        long sum = streams.sum();
        if (sum > reported && now - quietUntil >= 0) {
            log.warn("AI streams that Redis could not keep: {}, the last one because {}", sum - reported, reason.get());
            reported = sum;
            quietUntil = now + QUIET;
        }
    }
}
