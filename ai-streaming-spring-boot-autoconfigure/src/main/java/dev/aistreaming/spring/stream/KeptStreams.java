package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.spring.StreamOwnerResolver;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.CurrentRequest;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.spring.web.ResumePoint;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamRestarter;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.thread.Threads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Streams that are kept in a store, so that they can be read again. */
public final class KeptStreams {

    private static final byte[] NOTHING = {};

    private final StreamStore store;
    private final StreamOwnerResolver owners;
    private final StreamRegistry streams;
    private final StreamFormats formats;
    private final BrowserSettings settings;
    private final ResumeSettings resumeSettings;
    private final Threads threads;

    /**
     * Creates an instance without streams.
     *
     * @param store keeps the streams; not closed here
     * @param owners returns the owner of new streams
     * @param streams counts the open streams
     * @param formats the formats that answers can be sent in
     * @param settings how responses are kept open
     * @param resumeSettings what happens to streams that nobody reads
     * @param threads schedules heart-beats; not closed here
     */
    public KeptStreams(
            StreamStore store,
            StreamOwnerResolver owners,
            StreamRegistry streams,
            StreamFormats formats,
            BrowserSettings settings,
            ResumeSettings resumeSettings,
            Threads threads) {
        this.store = store;
        this.owners = owners;
        this.streams = streams;
        this.formats = formats;
        this.settings = settings;
        this.resumeSettings = resumeSettings;
        this.threads = threads;
    }

    private KeptStream stream(
            ChatCall call,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            long lastEvent,
            Runnable onEnd) {
        String id = record.id();
        BooleanSupplier isKept = () -> store.find(id).isPresent();
        KeptStream stream = new KeptStream(
                call, format, resumeSettings, threads, record, options, handle, isKept, lastEvent, onEnd);
        handle.occupy(stream);
        slot.occupy(stream, record);
        return stream;
    }

    /** Continues a stream that another instance has begun. What that instance has delivered is void. */
    void goOn(
            ChatCall call,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            Runnable onEnd,
            List<StreamChunk> written,
            StreamRestarter.Store rest) {
        KeptStream stream = written.isEmpty()
                ? stream(call, record, format, options, handle, slot, 0, onEnd)
                : stream(
                        new RestartedCall(call),
                        record,
                        new TakenOverFormat(format, written),
                        options,
                        handle,
                        slot,
                        written.get(written.size() - 1).lastEvent(),
                        onEnd);
        stream.writeTo(rest.create(stream), null);
        stream.start();
    }

    /**
     * Opens a new stream and its first reader.
     *
     * @param request the encoded request with which another instance can restart the stream; {@code null} if none may
     */
    void open(
            ChatCall call,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            Runnable onEnd,
            byte @Nullable [] request,
            Responder responder) {
        String id = record.id();
        KeptStream stream = stream(call, record, format, options, handle, slot, 0, onEnd);
        StreamHead head = record.head(handle, format);
        Replay first = read(id, format, 0, responder, reader -> {
            StreamLog log = request == null ? store.create(head, stream) : store.create(head, stream, request);
            stream.writeTo(log, reader);
            return log.read(reader::wakeUp);
        });
        stream.start();
        first.opened();
    }

    void resume(String streamId, long afterEvent, Responder responder) {
        resume(streamId, afterEvent, StreamFormats.eventStream(formats.standard()), responder);
    }

    /** @param otherwise the format of the error if there is no such stream; must be an event stream */
    void resume(String streamId, long afterEvent, StreamFormat otherwise, Responder responder) {
        if (afterEvent > ResumePoint.LET_GO) {
            responder.noContent();
            return;
        }
        StreamReading found = store.read(streamId, afterEvent)
                .filter(reading -> isOwn(reading.stream().owner()))
                .orElse(null);
        if (found == null) {
            readNothing(otherwise, responder);
        } else if (found.stream().ended() && found.stream().lastEvent() <= afterEvent) {
            responder.noContent();
        } else {
            read(streamId, found, afterEvent, responder);
        }
    }

    private void readNothing(StreamFormat format, Responder responder) {
        if (CurrentRequest.wantsHeadOnly()) {
            responder.headOnly(format.headers());
        } else {
            read(null, format, 0, responder, reader -> new Expired()).opened();
        }
    }

    void resume(String streamId, Responder responder) {
        ResumePoint point = ResumePoint.ofCurrentRequest();
        if (point == null) {
            resume(streamId, 0, responder);
        } else {
            resume(point.streamId().equals(streamId) ? streamId : "", point.afterEvent(), responder);
        }
    }

    /**
     * Reads a stream that is still being written: from its beginning, or after the event that the current request names if that belongs
     * to this stream. Sends nothing if the stream has ended or belongs to somebody else.
     */
    void follow(String streamId, Responder responder) {
        ResumePoint point = ResumePoint.ofCurrentRequest();
        long afterEvent = point != null && point.streamId().equals(streamId) ? point.afterEvent() : 0;
        StreamReading found = afterEvent > ResumePoint.LET_GO
                ? null
                : store.read(streamId, afterEvent)
                        .filter(reading -> isOwn(reading.stream().owner()))
                        .filter(reading -> !reading.stream().ended())
                        .orElse(null);
        if (found == null) {
            responder.noContent();
        } else {
            read(streamId, found, afterEvent, responder);
        }
    }

    private void read(String streamId, StreamReading reading, long afterEvent, Responder responder) {
        StreamFormat format = formats.of(reading.stream().format());
        if (CurrentRequest.wantsHeadOnly()) {
            responder.headOnly(format.headers());
        } else {
            read(streamId, format, afterEvent, responder, reader -> reading.open(reader::wakeUp))
                    .opened();
        }
    }

    private Replay read(
            @Nullable String streamId,
            StreamFormat format,
            long afterEvent,
            Responder responder,
            Function<Replay, StreamCursor> cursor) {
        StreamRegistry.Slot slot = streams.join(streamId);
        boolean open = false;
        try {
            Replay reader = new Replay(settings, threads, format, streamId, responder, slot::release);
            slot.occupy(reader, null);
            reader.start(cursor.apply(reader), streamId == null || afterEvent > 0 ? NOTHING : beginningOf(streamId));
            open = true;
            return reader;
        } finally {
            if (!open) {
                slot.release();
            }
        }
    }

    /**
     * Returns an id without data. This is no event, but an {@code EventSource} that loses the connection before the first event sends
     * this id when it reconnects.
     */
    private static byte[] beginningOf(String streamId) {
        return ("id: " + streamId + ":0\n\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Finds a stream of the current user. */
    Optional<StoredStream> find(String streamId) {
        return store.find(streamId).filter(stored -> isOwn(stored.owner()));
    }

    Optional<String> currentOwner() {
        return Optional.ofNullable(owners.currentOwner());
    }

    boolean isOwn(@Nullable String owner) {
        return owner == null || owner.equals(owners.currentOwner());
    }

    /** The cursor of a stream that does not exist. */
    private static final class Expired implements StreamCursor {
        @Override
        public @Nullable StreamChunk next() {
            throw AiException.of(ErrorCode.STREAM_EXPIRED).build();
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public void close() {}
    }
}
