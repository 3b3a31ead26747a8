package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.publish.AnswerPublisher;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.CurrentRequest;
import dev.aistreaming.spring.web.Emitters;
import dev.aistreaming.spring.web.Responder;
import dev.aistreaming.spring.web.ResumePoint;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamRestarter;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.Approvals;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the streams of an application for any provider. */
public final class StreamOpener {

    private final StreamRegistry streams;
    private final StreamFormats formats;
    private final ExpectedObjects expected;
    private final BrowserSettings settings;
    private final Threads threads;
    private final KeptStreams kept;
    private final ProducedStreams produced;
    private final boolean keeps;
    private final StreamObserver observer;
    private final boolean keepsRequests;
    private final Emitters emitters;
    private final StreamIds ids = new StreamIds();
    private final KeptRequests requests = new KeptRequests();

    /**
     * Creates an opener without streams.
     *
     * @param streams counts the open streams
     * @param formats the formats that answers can be sent in
     * @param expected the objects that answers can be converted to
     * @param settings how responses are kept open
     * @param threads schedules heart-beats; not closed here
     * @param kept keeps streams so that clients can reconnect
     * @param produced finds streams by their ids
     * @param keeps whether streams are kept; if not, a stream belongs to its connection
     * @param keepsRequests whether requests are kept, too, so that another instance can restart a stream
     * @param observer receives the outcome of streams
     * @param emitters whether Spring MVC can send them
     */
    public StreamOpener(
            StreamRegistry streams,
            StreamFormats formats,
            ExpectedObjects expected,
            BrowserSettings settings,
            Threads threads,
            KeptStreams kept,
            ProducedStreams produced,
            boolean keeps,
            boolean keepsRequests,
            StreamObserver observer,
            Emitters emitters) {
        this.streams = streams;
        this.formats = formats;
        this.expected = expected;
        this.settings = settings;
        this.threads = threads;
        this.kept = kept;
        this.produced = produced;
        this.keeps = keeps;
        this.keepsRequests = keepsRequests;
        this.observer = observer;
        this.emitters = emitters;
    }

    Emitters emitters() {
        return emitters;
    }

    /** Returns a publisher that opens a stream when somebody subscribes to it. */
    AnswerPublisher publisher(Consumer<? super Responder> opening) {
        return new AnswerPublisher(opening, threads);
    }

    StreamFormats formats() {
        return formats;
    }

    ExpectedObjects expected() {
        return expected;
    }

    void open(ChatProvider provider, ChatRequest request, StreamOptions options, Responder responder) {
        StreamFormat format = options.format() == null ? formats.standard() : options.format();
        if (CurrentRequest.wantsHeadOnly()) {
            responder.headOnly(format.headers());
            return;
        }
        KeptStreams keeping = keeps && options.resumable() && format.isEventStream() ? kept : null;
        ResumePoint point = keeping == null ? null : ResumePoint.ofCurrentRequest();
        if (keeping != null && point != null) {
            keeping.resume(point.streamId(), point.afterEvent(), format, responder);
            return;
        }
        Approvals own = Approvals.of(request);
        Approvals approvals = own == null ? new Approvals() : own;
        String id = ids.create();
        StreamHandle handle = new StreamHandle(id, kept.currentOwner(), options.key(), approvals, threads);
        ChatRequest asked = ToolAttributes.added(inWordsOf(format, request), id, approvals);
        produce(provider, asked, options, handle, streams.acquire(), (call, record, observed, slot, onEnd) -> {
            if (keeping == null) {
                attached(call, record, format, observed, handle, slot, responder, onEnd);
                return;
            }
            byte[] again = keepsRequests && options.mayBeAskedElsewhere() && format.canReset()
                    ? requests.encode(
                            new KeptRequest(provider.name(), request, record.head(handle, format), options.ids()))
                    : null;
            keeping.open(call, record, format, observed, handle, slot, onEnd, again, responder);
        });
    }

    /** Whether new streams are accepted at the moment. */
    boolean isOpen() {
        return streams.isOpen();
    }

    /** Restarts a stream whose instance has died, by asking the provider again. */
    void goOn(ChatProvider provider, KeptRequest again, List<StreamChunk> written, StreamRestarter.Store rest) {
        StreamHead head = again.head();
        StreamFormat format = formats.of(head.format());
        StreamOptions options = StreamOptions.of(format, head.key(), again.ids());
        StreamHandle handle =
                new StreamHandle(head.id(), Optional.ofNullable(head.owner()), head.key(), new Approvals(), threads);
        produce(
                provider,
                again.request(),
                options,
                handle,
                streams.takeOver(),
                (call, record, observed, slot, onEnd) ->
                        kept.goOn(call, record, format, observed, handle, slot, onEnd, written, rest));
    }

    /** Begins a stream after its call has been created. */
    private interface Beginning {
        void begin(
                ChatCall call, StreamFigures record, StreamOptions observed, StreamRegistry.Slot slot, Runnable onEnd);
    }

    private void produce(
            ChatProvider provider,
            ChatRequest request,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            Beginning beginning) {
        boolean open = false;
        ChatCall call = null;
        try {
            String name = provider.name();
            call = new CallNews(provider.newCall(request), name, observer);
            StreamOptions observed = options.observed((outcome, answer) -> observer.ended(name, outcome, answer));
            StreamFigures record = new StreamFigures(handle.id(), name, request.model(), options.ids());
            produced.add(handle);
            beginning.begin(call, record, observed, slot, () -> {
                produced.remove(handle);
                slot.release();
            });
            open = true;
        } finally {
            if (!open) {
                if (call != null) {
                    call.cancel(); // releases what has been reserved for the call
                }
                produced.remove(handle);
                slot.release();
            }
        }
    }

    /** Disables failover after the first token if the format cannot tell the front end about it. */
    private static ChatRequest inWordsOf(StreamFormat format, ChatRequest request) {
        return format.canReset()
                ? request
                : Failover.NEVER.addTo(request.toBuilder()).build();
    }

    private void attached(
            ChatCall call,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            Responder responder,
            Runnable onEnd) {
        AttachedStream stream = new AttachedStream(call, settings, threads, record, format, options, responder, onEnd);
        handle.occupy(stream);
        slot.occupy(stream, record);
        stream.start(handle);
    }
}
