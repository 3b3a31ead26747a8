package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.spring.ActiveStream;
import dev.aistreaming.spring.ActiveStreams;
import dev.aistreaming.spring.ClientKeyResolver;
import dev.aistreaming.spring.web.ClientLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The open streams of this application. Limits their number and ends them on shutdown. */
public final class StreamRegistry implements ActiveStreams {

    private static final Duration BUSY_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final @Nullable Integer maxStreams;
    private final @Nullable Integer maxStreamsPerClient;
    private final ClientKeyResolver clients;

    // guarded by this
    private final ReaderPlaces readersOfStream;
    private final ReaderPlaces readersOfClient;
    private final List<Slot> slots = new ArrayList<>();
    private int producing;
    private final Map<String, Integer> perClient = new HashMap<>();
    private @Nullable Duration shuttingDown;

    /**
     * Creates a registry without streams.
     *
     * @param maxStreams the maximum number of streams at a time; {@code null} for no limit
     * @param maxStreamsPerClient the maximum number of streams at a time per client; {@code null} for no limit
     * @param maxReadersPerStream the maximum number of readers of a kept stream at a time: one more replaces the oldest. A client may
     *     have as many readers as all its streams may have
     * @param clients identifies clients
     */
    public StreamRegistry(
            @Nullable Integer maxStreams,
            @Nullable Integer maxStreamsPerClient,
            int maxReadersPerStream,
            ClientKeyResolver clients) {
        this.maxStreams = maxStreams;
        this.maxStreamsPerClient = maxStreamsPerClient;
        this.clients = clients;
        this.readersOfStream = new ReaderPlaces(maxReadersPerStream);
        this.readersOfClient = new ReaderPlaces(
                maxStreamsPerClient == null ? Long.MAX_VALUE : (long) maxStreamsPerClient * maxReadersPerStream);
    }

    @Override
    public synchronized int count() {
        return producing;
    }

    /**
     * Reserves a slot for a new stream.
     *
     * @throws AiException with {@code busy} or {@code shutting_down} if there is none
     */
    Slot acquire() {
        String client = clients.currentClient();
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
            }
            if (client != null) {
                perClient.merge(client, 1, Integer::sum);
            }
            producing++;
            return add(new Slot(client, true, null));
        }
    }

    /** Whether new streams are accepted. */
    synchronized boolean isOpen() {
        return shuttingDown == null;
    }

    /**
     * Reserves a slot for a stream whose instance has died. That instance has admitted it, so limits do not apply.
     *
     * @throws AiException with {@code shutting_down} if the application is stopping
     */
    synchronized Slot takeOver() {
        refuseWhileShuttingDown();
        producing++;
        return add(new Slot(null, true, null));
    }

    /**
     * Reserves a slot for a reader of a stream that was opened elsewhere and counts there. If there are too many readers, the oldest is
     * dropped: the disconnect of a browser that reconnects may not have been noticed yet, so it is never refused.
     *
     * @param streamId the stream's id; {@code null} if the stream does not exist
     * @throws AiException with {@code shutting_down} if the application is stopping
     */
    Slot join(@Nullable String streamId) {
        Slot reader = new Slot(maxStreamsPerClient == null ? null : clients.currentClient(), false, streamId);
        Slot beyondStream;
        Slot beyondClient;
        synchronized (this) {
            refuseWhileShuttingDown();
            add(reader);
            beyondStream = readersOfStream.add(streamId, reader);
            if (beyondStream != null) {
                readersOfClient.remove(beyondStream.client, beyondStream);
            }
            beyondClient = readersOfClient.add(reader.client, reader);
            if (beyondClient != null) {
                readersOfStream.remove(beyondClient.readStream, beyondClient);
            }
        }
        if (beyondStream != null) {
            beyondStream.letGo();
        }
        if (beyondClient != null) {
            beyondClient.letGo();
        }
        return reader;
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
                releaseProducing(slot.client);
            } else {
                readersOfStream.remove(slot.readStream, slot);
                readersOfClient.remove(slot.client, slot);
            }
            notifyAll();
        }
    }

    private void releaseProducing(@Nullable String client) {
        producing--;
        if (client != null) {
            perClient.computeIfPresent(client, (key, open) -> open == 1 ? null : open - 1);
        }
    }

    /** Accepts streams again after a {@link #drain}, which ends no stream from now on. */
    synchronized void reopen() {
        shuttingDown = null;
        notifyAll();
    }

    /**
     * Refuses new streams, lets the open ones continue for a while, and then ends them. Returns when none is left, or when the rest could
     * not be ended.
     *
     * @param executor ends each stream on a separate thread, because readers and callbacks may be slow
     */
    void drain(Duration patience, Executor executor) throws InterruptedException {
        synchronized (this) {
            shuttingDown = patience;
        }
        if (!awaitDrained(patience)) {
            AiException reason = AiException.of(ErrorCode.SHUTTING_DOWN).build();
            open().forEach(stream -> executor.execute(() -> stream.end(reason)));
        }
        if (!awaitDrained(GRACE)) {
            open().forEach(stream -> executor.execute(stream::breakOff));
            awaitDrained(GRACE);
        }
    }

    @Override
    public synchronized List<ActiveStream> list() {
        return slots.stream().map(Slot::describe).filter(Objects::nonNull).toList();
    }

    @Override
    public boolean stop(String id) {
        OpenStream stream = find(id);
        if (stream == null) {
            return false;
        }
        stream.end(stopped());
        return true;
    }

    private synchronized @Nullable OpenStream find(String id) {
        for (Slot slot : slots) {
            StreamFigures record = slot.record;
            if (record != null && (id.equals(record.shortId()) || id.equals(record.id()))) {
                return slot.stream;
            }
        }
        return null;
    }

    /** Returns the error of a stream that was stopped on purpose. */
    static AiException stopped() {
        return AiException.of(ErrorCode.CANCELLED)
                .userMessage("The answer was stopped.")
                .build();
    }

    /** Returns the streams that are open at the moment. */
    public synchronized List<OpenStream> open() {
        return slots.stream().map(slot -> slot.stream).filter(Objects::nonNull).toList();
    }

    private synchronized boolean awaitDrained(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (shuttingDown != null && !slots.isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** The slot of one stream. */
    final class Slot {
        private final @Nullable String client;
        private final boolean producing;
        private final @Nullable String readStream;
        private volatile @Nullable OpenStream stream;
        private volatile @Nullable StreamFigures record;
        private volatile boolean letGo;

        private Slot(@Nullable String client, boolean producing, @Nullable String readStream) {
            this.client = client;
            this.producing = producing;
            this.readStream = readStream;
        }

        /** @param record the figures of the stream; {@code null} for a reader */
        void occupy(OpenStream stream, @Nullable StreamFigures record) {
            this.stream = stream;
            this.record = record;
            if (letGo) {
                stream.letGo();
            }
        }

        private void letGo() {
            letGo = true;
            OpenStream open = stream;
            if (open != null) {
                open.letGo();
            }
        }

        private @Nullable ActiveStream describe() {
            OpenStream open = stream;
            StreamFigures known = record;
            return open == null || known == null
                    ? null
                    : known.describe(ClientLabel.of(client), open.isKept() ? readersOfStream.count(known.id()) : null);
        }

        void release() {
            StreamRegistry.this.release(this);
        }
    }
}
