package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.thread.OneAtATime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The readers of a stream of this instance, here and on other instances. Notifies the producer from one thread at a time. */
final class Audience implements StreamProducer {

    private static final Logger log = LoggerFactory.getLogger(Audience.class);

    private final StreamProducer producer;
    private final OneAtATime look = new OneAtATime(this::tellChange);
    private final Map<String, Long> elsewhere = new ConcurrentHashMap<>();

    /** The opener of a stream reads it on this instance, until the in-memory store reports that it has left. */
    private volatile boolean here = true;

    private volatile boolean ended;

    // used by the notifying thread only
    private boolean abandoned;

    Audience(StreamProducer producer) {
        this.producer = producer;
    }

    /**
     * Called when another instance has readers. They count until it says otherwise or has been silent for a while. Returns whether no
     * other instance had readers before.
     */
    boolean readElsewhere(String instance, long until) {
        boolean first = elsewhere.isEmpty();
        elsewhere.put(instance, until);
        look.run();
        return first;
    }

    /** Called when nobody reads the stream in the in-memory store: the readers on this instance count like those of any other instance. */
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

    /** Forgets instances that have been silent for too long. */
    void expire(long now) {
        if (elsewhere.values().removeIf(until -> now - until > 0)) {
            look.run();
        }
    }

    /** Stops notifying the producer of readers. */
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
