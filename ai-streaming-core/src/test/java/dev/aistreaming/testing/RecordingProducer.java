package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.store.StreamProducer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Records what a store tells the producer of a stream, and every breach of the contract: the same thing twice in a row. */
public class RecordingProducer implements StreamProducer {

    public final AtomicInteger stops = new AtomicInteger();
    private final List<Boolean> abandoned = new CopyOnWriteArrayList<>();
    private final List<Boolean> paused = new CopyOnWriteArrayList<>();
    private final List<String> breaches = new CopyOnWriteArrayList<>();

    @Override
    public void stop() {
        stops.incrementAndGet();
    }

    @Override
    public void abandoned() {
        told(abandoned, true, "abandoned");
    }

    @Override
    public void attended() {
        told(abandoned, false, "attended");
    }

    @Override
    public void pause() {
        told(paused, true, "pause");
    }

    @Override
    public void resume() {
        told(paused, false, "resume");
    }

    private void told(List<Boolean> states, boolean state, String name) {
        if (isOn(states) == state) {
            breaches.add(name + " where it was so already");
        }
        states.add(state);
    }

    private static boolean isOn(List<Boolean> states) {
        return !states.isEmpty() && states.get(states.size() - 1);
    }

    /** Whether nobody reads the stream, as far as it was told. */
    public boolean isAbandoned() {
        return isOn(abandoned);
    }

    /** Whether it should wait. */
    public boolean isPaused() {
        return isOn(paused);
    }

    /** How often it was told that nobody reads the stream any more, or that somebody does again. */
    public int changesOfReaders() {
        return abandoned.size();
    }

    /** How often it was told to wait, or to go on. */
    public int changesOfPace() {
        return paused.size();
    }

    /** Fails where the store broke its word. */
    public void assertNoBreaches() {
        assertThat(breaches).isEmpty();
    }
}
