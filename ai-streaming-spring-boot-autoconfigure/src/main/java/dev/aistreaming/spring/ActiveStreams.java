package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The streams of this application that are open: how many may be, and how they end when the application does. */
public final class ActiveStreams {

    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final @Nullable Integer maxStreams;
    private final @Nullable Integer maxStreamsPerClient;
    private final ClientKeyResolver clients;

    // guarded by this
    private final List<Slot> slots = new ArrayList<>();
    private int producing;
    private final Map<String, Integer> perClient = new HashMap<>();
    private @Nullable Duration shuttingDown;

    /**
     * No stream yet.
     *
     * @param maxStreams how many at a time; {@code null}: any number
     * @param maxStreamsPerClient how many at a time for one client; {@code null}: any number
     * @param clients tells clients apart
     */
    public ActiveStreams(
            @Nullable Integer maxStreams, @Nullable Integer maxStreamsPerClient, ClientKeyResolver clients) {
        this.maxStreams = maxStreams;
        this.maxStreamsPerClient = maxStreamsPerClient;
        this.clients = clients;
    }

    /** How many are open. */
    public synchronized int count() {
        return producing;
    }

    /**
     * A place for one more stream.
     *
     * @throws AiException with {@code busy} or {@code shutting_down} where there is none
     */
    Slot acquire() {
        String client = maxStreamsPerClient == null ? null : clients.currentClient();
        synchronized (this) {
            refuseWhileShuttingDown();
            if (maxStreams != null && producing >= maxStreams) {
                throw busy("Too many answers are being written at this moment.");
            }
            if (client != null && maxStreamsPerClient != null) {
                int open = perClient.getOrDefault(client, 0);
                if (open >= maxStreamsPerClient) {
                    throw busy("You have as many answers under way as you may have at a time.");
                }
                perClient.put(client, open + 1);
            }
            producing++;
            return add(new Slot(client, true));
        }
    }

    /**
     * A place for one who reads a stream that was opened elsewhere, and counts there.
     *
     * @throws AiException with {@code shutting_down} where there is none
     */
    synchronized Slot join() {
        refuseWhileShuttingDown();
        return add(new Slot(null, false));
    }

    private Slot add(Slot slot) {
        slots.add(slot);
        return slot;
    }

    private void refuseWhileShuttingDown() {
        if (shuttingDown != null) {
            throw AiException.of(ErrorCode.SHUTTING_DOWN)
                    .retryAfter(shuttingDown)
                    .build();
        }
    }

    private static AiException busy(String text) {
        return AiException.of(ErrorCode.BUSY)
                .userMessage(text)
                .retryAfter(BUSY_RETRY_AFTER)
                .build();
    }

    private synchronized void release(Slot slot) {
        if (slots.remove(slot)) {
            if (slot.producing) {
                producing--;
            }
            String client = slot.client;
            if (client != null) {
                perClient.computeIfPresent(client, (key, open) -> open == 1 ? null : open - 1);
            }
            notifyAll();
        }
    }

    /**
     * Takes no more streams, lets the open ones go on for a while, and then ends them. Returns when none is left, or when none
     * could be made to end.
     */
    void drain(Duration patience) throws InterruptedException {
        synchronized (this) {
            shuttingDown = patience;
        }
        if (!awaitNone(patience)) {
            AiException reason = AiException.of(ErrorCode.SHUTTING_DOWN).build();
            forEach(stream -> stream.end(reason));
        }
        if (!awaitNone(GRACE)) {
            forEach(OpenStream::breakOff);
            awaitNone(GRACE);
        }
    }

    private void forEach(Consumer<OpenStream> action) {
        open().forEach(action);
    }

    /** Those that are open at this moment. */
    synchronized List<OpenStream> open() {
        return slots.stream().map(slot -> slot.stream).filter(Objects::nonNull).toList();
    }

    private synchronized boolean awaitNone(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!slots.isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The place of one stream. */
    final class Slot {
        private final @Nullable String client;
        private final boolean producing;
        private volatile @Nullable OpenStream stream;

        private Slot(@Nullable String client, boolean producing) {
            this.client = client;
            this.producing = producing;
        }

        void occupy(OpenStream stream) {
            this.stream = stream;
        }

        void release() {
            ActiveStreams.this.release(this);
        }
    }
}
