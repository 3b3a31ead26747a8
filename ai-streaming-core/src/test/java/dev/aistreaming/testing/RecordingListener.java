package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.Restart;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.StreamListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Records a call, and every breach of the contract: callbacks at the same time, or after the end. */
public class RecordingListener implements StreamListener {

    public final List<StreamEvent> events = new CopyOnWriteArrayList<>();
    public final List<Restart> restarts = new CopyOnWriteArrayList<>();
    public final AtomicInteger flushes = new AtomicInteger();

    /** How many events there were at each flush. */
    public final List<Integer> eventsAtFlushes = new CopyOnWriteArrayList<>();

    private final List<String> breaches = new CopyOnWriteArrayList<>();
    private final AtomicBoolean inside = new AtomicBoolean();
    private final AtomicInteger endings = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable ChatResponse response;
    private volatile @Nullable AiException error;

    @Override
    public void onEvent(StreamEvent event) {
        callback("onEvent", () -> {
            events.add(event);
            handle(event);
        });
    }

    /** For a test that wants to do something in the middle of a callback. */
    protected void handle(StreamEvent event) {}

    @Override
    public void onFlush() {
        callback("onFlush", () -> {
            flushes.incrementAndGet();
            eventsAtFlushes.add(events.size());
        });
    }

    @Override
    public void onRestart(Restart restart) {
        callback("onRestart", () -> {
            if (!events.isEmpty() && !restart.delivered()) {
                breaches.add("onRestart after " + events);
            }
            restarts.add(restart);
            handle(restart);
        });
    }

    /** For a test that wants to do something in the middle of a callback. */
    protected void handle(Restart restart) {}

    @Override
    public void onComplete(ChatResponse response) {
        callback("onComplete", () -> this.response = response);
        end();
    }

    @Override
    public void onError(AiException error) {
        callback("onError", () -> this.error = error);
        end();
    }

    private void callback(String name, Runnable action) {
        if (!inside.compareAndSet(false, true)) {
            breaches.add(name + " while another callback ran");
        }
        if (endings.get() > 0) {
            breaches.add(name + " after the end");
        }
        try {
            action.run();
        } finally {
            inside.set(false);
        }
    }

    private void end() {
        endings.incrementAndGet();
        ended.countDown();
    }

    /** Waits for the end, and checks that the contract held. */
    public RecordingListener await() {
        try {
            assertThat(ended.await(30, TimeUnit.SECONDS)).as("the call ends").isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(breaches).isEmpty();
        assertThat(endings).hasValue(1);
        return this;
    }

    public boolean hasEnded() {
        return endings.get() > 0;
    }

    /** The whole answer, which must have come. */
    public ChatResponse response() {
        await();
        ChatResponse whole = response;
        if (whole == null) {
            throw new AssertionError("no answer but an error", error);
        }
        return whole;
    }

    /** The error, which must have come. */
    public AiException error() {
        await();
        AiException failure = error;
        if (failure == null) {
            throw new AssertionError("no error but an answer: " + response);
        }
        return failure;
    }

    /** The content so far. */
    public String content() {
        StringBuilder content = new StringBuilder();
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.Content piece) {
                content.append(piece.text());
            }
        }
        return content.toString();
    }
}
