package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.thread.OneAtATime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who reads a stream of this instance, here and elsewhere. The producer is told by one thread at a time.
 */
final class Audience implements StreamProducer {

    private static final Logger log = LoggerFactory.getLogger(Audience.class);

    private final StreamProducer producer;
    private final OneAtATime look = new OneAtATime(this::tellChange);
    private final Map<String, Long> elsewhere = new ConcurrentHashMap<>();

    /** Whoever opens a stream reads it here, and the memory says when that is over. */
    private volatile boolean here = true;

    private volatile boolean ended;

    // of the thread that tells
    private boolean abandoned;

    Audience(StreamProducer producer) {
        this.producer = producer;
    }

    /** Another instance has readers, until it says otherwise or has not said so again for a while; returns whether it is the only one. */
    boolean readElsewhere(String instance, long until) {
        boolean first = elsewhere.isEmpty();
        elsewhere.put(instance, until);
        look.run();
        return first;
    }

    /** Nobody reads it in this memory, and this instance has readers as any other has. */
    void readElsewhereOnly(String instance, long until) {
        elsewhere.put(instance, until);
        here = false;
    }

    void leftElsewhere(String instance) {
        elsewhere.remove(instance);
        look.run();
    }

    boolean isReadElsewhere() {
        return !elsewhere.isEmpty();
    }

    /** Forgets instances that have not said anything for a while. */
    void expire(long now) {
        if (elsewhere.values().removeIf(until -> now - until > 0)) {
            look.run();
        }
    }

    /** From now on nobody is told anything about readers. */
    void end() {
        ended = true;
    }

    @Override
    public void abandoned() {
        here = false;
        look.run();
    }

    @Override
    public void attended() {
        here = true;
        look.run();
    }

    private void tellChange() {
        boolean nobody = !here && elsewhere.isEmpty();
        if (nobody != abandoned && !ended) {
            abandoned = nobody;
            try {
                if (nobody) {
                    producer.abandoned();
                } else {
                    producer.attended();
                }
            } catch (RuntimeException e) {
                log.error("A callback of {} failed", producer, e);
            }
        }
    }

    @Override
    public void stop() {
        producer.stop();
    }

    @Override
    public boolean told(String message) {
        return producer.told(message);
    }

    @Override
    public void pause() {
        producer.pause();
    }

    @Override
    public void resume() {
        producer.resume();
    }
}
