package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.pipeline.Failover;
import dev.aistreaming.spring.StreamObserver;
import dev.aistreaming.spring.web.BrowserSettings;
import dev.aistreaming.spring.web.HeadEmitter;
import dev.aistreaming.spring.web.ResumePoint;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.thread.Threads;
import dev.aistreaming.tool.Approvals;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Opens the streams of an application, whichever provider answers. */
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
    private final StreamIds ids = new StreamIds();

    /**
     * No stream yet.
     *
     * @param streams where open streams are counted
     * @param formats in whose words answers go to the browser
     * @param expected what answers have to be
     * @param settings how responses are kept open
     * @param threads times heart-beats; not closed here
     * @param kept keeps streams for those who come back
     * @param produced where those who know a stream's id find it
     * @param keeps whether streams are kept; where not, a stream belongs to its connection
     * @param observer is told what becomes of them
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
            StreamObserver observer) {
        this.streams = streams;
        this.formats = formats;
        this.expected = expected;
        this.settings = settings;
        this.threads = threads;
        this.kept = kept;
        this.produced = produced;
        this.keeps = keeps;
        this.observer = observer;
    }

    StreamFormats formats() {
        return formats;
    }

    ExpectedObjects expected() {
        return expected;
    }

    SseEmitter open(ChatProvider provider, ChatRequest request, StreamOptions options) {
        StreamFormat format = options.format() == null ? formats.standard() : options.format();
        if (HeadEmitter.isWanted()) {
            return new HeadEmitter(format.headers());
        }
        KeptStreams keeping = keeps && options.resumable() && format.isEventStream() ? kept : null;
        ResumePoint point = keeping == null ? null : ResumePoint.ofCurrentRequest();
        if (keeping != null && point != null) {
            return keeping.resume(point.streamId(), point.afterEvent(), format);
        }
        StreamRegistry.Slot slot = streams.acquire();
        boolean open = false;
        try {
            String name = provider.name();
            Approvals own = Approvals.of(request);
            Approvals approvals = own == null ? new Approvals() : own;
            String id = ids.create();
            ChatRequest asked = ToolAttributes.added(inWordsOf(format, request), id, approvals);
            ChatCall call = new CallNews(provider.newCall(asked), name, observer);
            StreamOptions observed = options.observed((outcome, answer) -> observer.ended(name, outcome, answer));
            StreamFigures record = new StreamFigures(id, name, request.model(), options.ids());
            StreamHandle handle = new StreamHandle(id, kept.currentOwner(), options.key(), approvals, threads);
            Runnable onEnd = () -> {
                produced.remove(handle);
                slot.release();
            };
            produced.add(handle);
            try {
                SseEmitter emitter = keeping == null
                        ? attached(call, record, format, observed, handle, slot, onEnd)
                        : keeping.open(call, record, format, observed, handle, slot, onEnd);
                open = true;
                return emitter;
            } finally {
                if (!open) {
                    produced.remove(handle);
                }
            }
        } finally {
            if (!open) {
                slot.release();
            }
        }
    }

    /** What its front end cannot be told must not happen. */
    private static ChatRequest inWordsOf(StreamFormat format, ChatRequest request) {
        return format.canReset()
                ? request
                : Failover.NEVER.addTo(request.toBuilder()).build();
    }

    private SseEmitter attached(
            ChatCall call,
            StreamFigures record,
            StreamFormat format,
            StreamOptions options,
            StreamHandle handle,
            StreamRegistry.Slot slot,
            Runnable onEnd) {
        AttachedStream stream = new AttachedStream(call, settings, threads, record, format, options, onEnd);
        handle.occupy(stream);
        slot.occupy(stream, record);
        return stream.start(handle);
    }
}
